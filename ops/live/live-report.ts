import { digestOf } from "../support/digest";
import { paint } from "../support/paint";
import type { ExpectedStack } from "../terraform/expected-stack";
import { type ActionFinding, type Finding, isAboutAction } from "./finding";
import { actionFindingInWords, type FindingDocument, findingDocument, findingInWords } from "./finding-in-words";
import type { LiveStack } from "./verify-live";

/** What runs of a stack, as Auth0 says it. */
export interface LiveReport {
  actions: {
    address: string;
    name: string;
    /** In Auth0; `null` when the Action is not there. */
    id: string | null;
    /** Number of the version that runs; `null` when none does. */
    version: number | null;
    /** SHA-256 of its code. */
    digest: string | null;
    /** Names and the times of their last change (ISO 8601). */
    secrets: { name: string; updatedAt: string }[];
  }[];
  /** Names on the post-login trigger, in order. */
  order: string[];
  findings: FindingDocument[];
}

export function liveReport({ actions }: ExpectedStack, live: LiveStack): LiveReport {
  return {
    actions: actions.map(({ address, name }) => {
      const found = live.actions.get(address);
      const running = found?.deployed;
      return {
        address,
        name: found?.name ?? name,
        id: found?.id ?? null,
        version: running?.number ?? null,
        digest: running ? digestOf(running.code) : null,
        secrets: running?.secrets ?? [],
      };
    }),
    order: live.order,
    findings: live.findings.map(findingDocument),
  };
}

/** One line an Action, with what is wrong below it, and the order. */
export function renderLive({ actions, order, findings }: LiveReport): string {
  const width = Math.max(...actions.map(({ name }) => name.length));
  const versions = actions.map(({ version }) => (version === null ? "runs nothing" : `version ${version}`));
  const versionWidth = Math.max(...versions.map(({ length }) => length));
  const lines = actions.flatMap((action, index) => {
    const wrong = findings.filter(isAboutAction).filter(({ address }) => address === action.address);
    const facts = [
      versions[index]!.padEnd(versionWidth),
      ...(action.digest ? [action.digest.slice(0, 12)] : []),
      ...secretsOf(action),
    ];
    return [`${mark(wrong)} ${action.name.padEnd(width)}   ${facts.join("   ")}`.trimEnd(), ...wrong.map(ofAction)];
  });
  const wrongOrder = findings.filter(({ kind }) => kind === "order");
  const others = findings.filter((finding) => finding.kind !== "order" && !isAboutAction(finding));
  const bound = order.length > 0 ? order.join(" → ") : "nothing is bound";
  return [
    ...lines,
    `${mark(wrongOrder)} order: ${bound}`,
    ...wrongOrder.map((finding) => `    ${findingInWords(finding)}`),
    ...others.map((finding) => `${mark([finding])} ${findingInWords(finding)}`),
  ]
    .map((line) => `  ${line}\n`)
    .join("");
}

function secretsOf({ secrets }: LiveReport["actions"][number]): string[] {
  const dates = secrets.map(({ updatedAt }) => Date.parse(updatedAt)).sort((a, b) => a - b);
  const [oldest] = dates;
  if (oldest === undefined) return [];
  const written = new Date(oldest).toISOString().replace("T", " ").slice(0, 16);
  return [`${secrets.length} secrets of ${written} UTC`];
}

function mark(wrong: readonly Finding[]): string {
  return wrong.length === 0 ? paint("green", "✓") : paint("red", "✗");
}

function ofAction(finding: ActionFinding): string {
  return `    ${actionFindingInWords(finding)}${finding.pending ? "; Auth0 is still working on it" : ""}`;
}
