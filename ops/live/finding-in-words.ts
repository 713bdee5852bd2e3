import { listed } from "../support/listed";
import type { ActionFinding, Finding, OutsideFinding, TenantFinding } from "./finding";

/** Of a digest, as git shortens its own. */
const SHORT = 12;

/** A finding for scripts: its data, and the two parts of its sentence. */
export type FindingDocument = Finding & {
  /** What it is about: an Action's name, `post-login`, `the phone provider`. */
  where: string;
  /** What is so with it, e.g. `runs version 2 on node18 instead of node22`. */
  what: string;
};

export function findingDocument(finding: Finding): FindingDocument {
  const [where, what] = wordsOf(finding);
  return { ...finding, where, what };
}

/** The sentence, without a full stop. */
export function findingInWords(finding: Finding): string {
  return wordsOf(finding).join(" ");
}

/** The same where the line above names the Action. */
export function actionFindingInWords(finding: ActionFinding): string {
  return `it ${ofAction(finding)}`;
}

function wordsOf(finding: Finding): [where: string, what: string] {
  switch (finding.kind) {
    case "order":
      return ["post-login", `runs ${inOrder(finding.live)} instead of ${inOrder(finding.wanted)}`];
    case "phone-provider":
      return ["the phone provider", ofPhoneProvider(finding)];
    case "log-stream":
      return ["the log stream", ofLogStream(finding)];
    case "password-reset":
      return ["password resets", `do not run "${finding.wanted}"`];
    case "lookup-client":
    case "lookup-keys":
    case "lookup-grant":
      return ["the look-up client", ofLookupClient(finding)];
    case "listed-gone":
    case "deleted":
    case "changed":
    case "tenant-setting":
      return ofOutside(finding);
    default:
      return [finding.action, ofAction(finding)];
  }
}

function ofAction(finding: ActionFinding): string {
  switch (finding.kind) {
    case "missing":
      return "is not there";
    case "not-deployed":
      return "has no version that runs";
    case "build-failed":
      return `could not be built by Auth0${finding.version === null ? ", so nothing of it runs" : `; version ${finding.version} still runs`}`;
    case "draft":
      return "has a draft that was changed and not deployed";
    case "rotation-lost":
      return `has secrets of ${toTheSecond(finding.live)}, but they were to be sent again at ${toTheSecond(finding.wanted)}: that rotation did not reach Auth0`;
    default:
      return `runs version ${finding.version} ${ofVersion(finding)}`;
  }
}

function ofVersion(finding: Extract<ActionFinding, { version: number }>): string {
  switch (finding.kind) {
    case "code":
      return `with other code (${finding.live.slice(0, SHORT)} instead of ${finding.wanted.slice(0, SHORT)})`;
    case "runtime":
      return `on ${finding.live} instead of ${finding.wanted}`;
    case "dependencies": {
      const [live, wanted] = [finding.live, finding.wanted].map((packages) =>
        listed(packages.map(({ name, version }) => `${name} ${version}`)),
      );
      return `with ${live || "none"} instead of ${wanted || "none"}`;
    }
    case "secrets":
      return `with the secrets ${listed(finding.live) || "none"} instead of ${listed(finding.wanted) || "none"}`;
    case "secret-by-hand":
      return `with a value of ${listed(finding.secrets)} that was set by hand, after the other secrets`;
  }
}

function ofPhoneProvider(finding: Extract<TenantFinding, { kind: "phone-provider" }>): string {
  switch (finding.field) {
    case "exists":
      return "is not there";
    case "action":
      return `runs ${quoted(finding.live)} instead of ${quoted(finding.wanted)}`;
    case "name":
      return `is ${finding.live} instead of ${finding.wanted}`;
    case "disabled":
      return "is disabled";
    case "deliveryMethods":
      return `sends ${joined(finding.live)} instead of ${joined(finding.wanted)}`;
  }
}

function ofLogStream(finding: Extract<TenantFinding, { kind: "log-stream" }>): string {
  switch (finding.field) {
    case "exists":
      return "is not there";
    case "status":
      return `is ${finding.live}: it delivers nothing`;
    case "url":
      return `goes to ${finding.live ?? "no HTTP address"} instead of ${finding.wanted}`;
    case "contentFormat":
      return `sends ${finding.live ?? "an unknown format"} instead of ${finding.wanted}`;
    case "categories":
      return `lets through ${listed(finding.live) || "everything"} instead of ${listed(finding.wanted)}`;
    case "hiddenFields":
      return `hides ${listed(finding.live)} from the receiver`;
  }
}

type LookupFinding = Extract<TenantFinding, { kind: "lookup-client" | "lookup-keys" | "lookup-grant" }>;

function ofLookupClient(finding: LookupFinding): string {
  if (finding.kind === "lookup-grant") return ofGrant(finding);
  switch (finding.field) {
    case "exists":
      return "is not there: no enrolled number is looked up";
    case "grantTypes": {
      const { added, missing } = difference(finding);
      return added.length > 0
        ? `has the grant types ${listed(added)}, which it does not need`
        : `lacks the grant type ${listed(missing)}`;
    }
    case "usesPrivateKey":
      return "signs in with a secret instead of its private key";
    case "keyIds": {
      const { added, missing } = difference(finding);
      return [
        ...(missing.length > 0 ? [`lacks the public key ${listed(missing)}`] : []),
        ...(added.length > 0 ? [`accepts a public key that is not in the stack: ${listed(added)}`] : []),
      ].join(", and ");
    }
  }
}

function ofGrant({ audience, live, wanted }: Extract<LookupFinding, { kind: "lookup-grant" }>): string {
  if (live === null) return `may not use ${audience}`;
  if (wanted === null) return `may also use ${audience}: ${listed(live)}`;
  return `may ${listed(live) || "nothing"} instead of ${listed(wanted)}`;
}

function ofOutside(finding: OutsideFinding): [where: string, what: string] {
  switch (finding.kind) {
    case "listed-gone":
      return [finding.action, "is gone, or has another name: tenants.ts lists it, and the last deploy bound it"];
    case "deleted":
      return [finding.name, "was deleted outside of Terraform"];
    case "changed": {
      const which = finding.fields.length > 0 ? `: ${finding.fields.join(", ")}` : "";
      return [finding.name, `was changed outside of Terraform${which}`];
    }
    case "tenant-setting": {
      const what = `was changed outside of Terraform: it is ${finding.live}, and was deployed as ${finding.wanted}`;
      return [finding.setting, what];
    }
  }
}

function difference({ live, wanted }: { live: readonly string[]; wanted: readonly string[] }) {
  return {
    added: live.filter((one) => !wanted.includes(one)),
    missing: wanted.filter((one) => !live.includes(one)),
  };
}

function inOrder(names: readonly string[]): string {
  return names.length > 0 ? names.map((name) => `"${name}"`).join(", ") : "nothing";
}

function quoted(name: string | null): string {
  return name === null ? "nothing" : `"${name}"`;
}

function joined(methods: readonly string[]): string {
  return [...methods].sort().join(" and ");
}

/** `2026-01-02 03:04:05 UTC`. */
function toTheSecond(moment: string): string {
  return moment.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
}
