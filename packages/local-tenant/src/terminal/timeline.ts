import type { LoginTimelineEntry } from "../auth0/login";
import { printableLines } from "../support/printable";
import type { Paint } from "./paint";
import { wrap } from "./wrap";

/** One line on the left-hand side: when, what, and what about it. Further lines are indented below. */
interface Line {
  what: string;
  about: string;
  colour?: Parameters<Paint>[0];
  below?: string[];
}

const labelWidth = 14;

/**
 * A login's timeline as text, one entry per line, with the time since its first entry. What is longer than `columns`, the
 * terminal's, goes on below, indented; without, nothing is broken.
 */
export function formatTimeline(
  timeline: readonly LoginTimelineEntry[],
  paint: Paint,
  columns = Number.POSITIVE_INFINITY,
): string {
  const start = timeline[0]?.at ?? 0;
  return timeline
    .flatMap((entry, index) => {
      const line = describe(entry, timeline[index + 1]);
      if (!line) return [];
      const time = `${entry.at - start} ms`.padStart(9);
      const what = line.what.padEnd(labelWidth);
      const indent = " ".repeat(time.length + labelWidth + 4);
      const fitting = (text: string) => printableLines(text).flatMap((each) => wrap(each, columns - indent.length));
      const [about = "", ...more] = fitting(line.about);
      const first = `${paint("dim", time)}  ${line.colour ? paint(line.colour, what) : what}  ${about}`;
      const below = [...more, ...(line.below ?? []).flatMap(fitting)];
      return [first.trimEnd(), ...below.map((text) => paint("dim", `${indent}${text}`))];
    })
    .join("\n");
}

function describe(entry: LoginTimelineEntry, next: LoginTimelineEntry | undefined): Line | undefined {
  switch (entry.kind) {
    case "session":
      return { what: "session", about: `an earlier login's, ${methodsOf(entry.methods)}` };
    case "first-factor":
      return { what: "first factor", about: `${entry.method}, connection ${entry.connection}` };
    case "code-sent":
      return { what: "code sent", about: `${purposes[entry.purpose]} by ${entry.channel} to ${entry.to}` };
    case "code-not-sent":
      return { what: "code not sent", about: `to ${entry.to}: ${entry.reason}`, colour: "red" };
    case "answer":
      return entry.accepted
        ? { what: "answer", about: `${entry.factor} accepted` }
        : { what: "answer", about: `${entry.factor} refused: ${entry.reason}`, colour: "red" };
    case "action":
      return action(entry);
    case "phone-provider":
      return phoneProvider(entry);
    case "pause":
      return { what: "pause", about: pauseText(entry), colour: "yellow" };
    case "resume":
      return {
        what: "resume",
        about: `${verbs[entry.command]} by ${entry.factor}${next?.kind === "action" ? "; continues at the next Action" : ""}`,
        colour: "yellow",
      };
    case "log":
      return { what: "tenant log", about: `${entry.type}  ${entry.description}` };
    case "outcome":
      return entry.outcome.status === "completed"
        ? { what: "completed", about: "", colour: "green" }
        : { what: "ended", about: `${entry.outcome.error}: ${entry.outcome.description}`, colour: "red" };
    case "end":
      // The outcome says the same, for logins that never reach the pipeline too.
      return undefined;
  }
}

const purposes = { "first-factor": "first factor", challenge: "MFA", enrollment: "enrolment" } as const;
const verbs = { challenge: "challenged", enroll: "enrolled" } as const;

function action(entry: LoginTimelineEntry & { kind: "action" }): Line {
  const failed = entry.result !== "ok";
  return {
    what: "Action",
    about: `${entry.name}  ${Math.round(entry.ms)} ms${failed ? `  ${entry.result}${entry.error ? `: ${entry.error}` : ""}` : ""}`,
    colour: failed ? "red" : "cyan",
    below: [
      ...framesOf(entry.stack),
      ...entry.calls.map(({ method, args }) => `${method}(${args.map((arg) => JSON.stringify(arg)).join(", ")})`),
      ...entry.console.map(({ text }) => text),
    ],
  };
}

function phoneProvider(entry: LoginTimelineEntry & { kind: "phone-provider" }): Line {
  const again = entry.attempt > 1 ? `  attempt ${entry.attempt}` : "";
  return {
    what: "phone provider",
    about: `${entry.name}  ${Math.round(entry.ms)} ms${again}`,
    colour: entry.result === "sent" ? "cyan" : "red",
    below: [...framesOf(entry.stack), ...entry.console.map(({ text }) => text)],
  };
}

/** The places of a stack; its message stands elsewhere already. */
function framesOf(stack = ""): string[] {
  return stack
    .split("\n")
    .filter((line) => /^ +at /.test(line))
    .map((line) => line.trim());
}

function pauseText({ prompt }: LoginTimelineEntry & { kind: "pause" }): string {
  const who = prompt.action ?? (prompt.origin === "policy" ? "the tenant's policy" : prompt.origin);
  const what = prompt.command === "enroll" ? "enrolment" : "challenge";
  return `${what}: ${prompt.factors.join(" or ")}, asked for by ${who}`;
}

function methodsOf(methods: readonly { name: string; type?: string }[]): string {
  return methods.map(({ name, type }) => (type ? `${name} ${type}` : name)).join(", ");
}
