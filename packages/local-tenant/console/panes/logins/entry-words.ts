import type { LoginTimelineEntry } from "../../lib/documents";
import { factors } from "./words";

/** A line of the timeline in words. */
export interface EntryWords {
  what: string;
  about?: string;
  /** Milliseconds that it took, where that is known. */
  ms?: number;
  tone: "plain" | "action" | "wait" | "good" | "bad";
}

const purposes = { "first-factor": "for the first factor", challenge: "for MFA", enrollment: "to enrol the phone" };
const channels = { sms: "by text", call: "by call", email: "by e-mail" };
const results = { ok: "", denied: "denied the login", error: "threw an error", timeout: "took too long" };
const sent = {
  sent: "",
  drop: "dropped the message",
  retry: "asks for another try",
  error: "threw an error",
  timeout: "took too long",
};

/** The words for an entry; `undefined`: another entry says the same. */
export function wordsOf(entry: LoginTimelineEntry): EntryWords | undefined {
  switch (entry.kind) {
    case "session":
      return { what: "Session", about: `of an earlier login: ${methodsOf(entry.methods)}`, tone: "plain" };
    case "first-factor":
      return { what: "First factor passed", about: `${entry.method}, connection ${entry.connection}`, tone: "good" };
    case "code-sent": {
      const about = `${channels[entry.channel]} to ${entry.to}, ${purposes[entry.purpose]}`;
      return { what: "Code sent", about, tone: "plain" };
    }
    case "code-not-sent":
      return { what: "Code not sent", about: `to ${entry.to}: ${entry.reason}`, tone: "bad" };
    case "answer":
      return entry.accepted
        ? { what: "Right answer", about: factors[entry.factor] ?? entry.factor, tone: "good" }
        : { what: "Refused", about: `${factors[entry.factor] ?? entry.factor}: ${entry.reason}`, tone: "bad" };
    case "action":
      return {
        what: entry.name,
        about: results[entry.result],
        ms: entry.ms,
        tone: entry.result === "ok" ? "action" : "bad",
      };
    case "phone-provider": {
      const again = entry.attempt > 1 ? `, attempt ${entry.attempt}` : "";
      const about = `phone provider${again}${sent[entry.result] && `: ${sent[entry.result]}`}`;
      return { what: entry.name, about, ms: entry.ms, tone: entry.result === "sent" ? "action" : "bad" };
    }
    case "pause":
      return { what: "Paused", about: pauseText(entry.prompt), tone: "wait" };
    case "resume": {
      const how = entry.command === "enroll" ? "enrolled" : "answered";
      return { what: "Resumed", about: `${how}: ${factors[entry.factor]}`, tone: "wait" };
    }
    case "log":
      return { what: "Tenant log", about: `${entry.type}: ${entry.description}`, tone: "plain" };
    case "outcome":
      return entry.outcome.status === "completed"
        ? { what: "Logged in", tone: "good" }
        : { what: "Ended", about: `${entry.outcome.error}: ${entry.outcome.description}`, tone: "bad" };
    case "end":
      return undefined;
  }
}

function pauseText({
  command,
  factors: offered,
  action,
  origin,
}: (LoginTimelineEntry & { kind: "pause" })["prompt"]): string {
  const who = action ?? (origin === "policy" ? "the tenant's policy" : origin);
  const what = command === "enroll" ? "enrolment" : "challenge";
  return `${what} by ${offered.map((factor) => factors[factor]).join(" or ")}, asked for by ${who}`;
}

function methodsOf(methods: readonly { name: string; type?: string }[]): string {
  return methods.map(({ name, type }) => (type ? `${name} (${type})` : name)).join(", ") || "no method";
}
