/** One difference between what is live and what the stack says. `finding-in-words.ts` puts it into words. */
export type Finding = ActionFinding | TenantFinding | OutsideFinding;

/** What is wrong with a live tenant, for scripts. */
export type FindingKind = Finding["kind"];

/** Whether it is about one Action of the stack. */
export function isAboutAction<Some extends Finding>(finding: Some): finding is Some & ActionFinding {
  return finding.address !== undefined;
}

/** About one Action of the stack. */
export type ActionFinding = {
  /** Terraform's; findings about anything else have none. */
  address: string;
  /** The Action's name in Auth0; the stack's where it is not there. */
  action: string;
  /** Auth0 is still building or deploying; asking again later may end it. */
  pending: boolean;
} & (
  | { kind: "missing" }
  /** It has no version that runs. */
  | { kind: "not-deployed" }
  /** Auth0 could not build the draft. `version` still runs; `null`: none does. */
  | { kind: "build-failed"; version: number | null }
  /** Other code runs. By SHA-256. */
  | { kind: "code"; version: number; live: string; wanted: string }
  | { kind: "runtime"; version: number; live: string; wanted: string }
  | { kind: "dependencies"; version: number; live: Package[]; wanted: Package[] }
  /** The running version has other secrets, by name. */
  | { kind: "secrets"; version: number; live: string[]; wanted: string[] }
  /** These secrets were set later than the rest, which Terraform sends all at once: by hand. */
  | { kind: "secret-by-hand"; version: number; secrets: string[] }
  /** The oldest secret is older than the rotation that the state remembers: it never reached Auth0. ISO 8601. */
  | { kind: "rotation-lost"; live: string; wanted: string }
  /** The draft is not what runs: whoever deploys it in the dashboard changes what logins do. */
  | { kind: "draft" }
);

/** About the tenant around the Actions. Where there are several, `field` says which property differs. */
export type TenantFinding = { address: undefined; pending: false } & (
  | { kind: "order"; live: string[]; wanted: string[] }
  | ({ kind: "phone-provider" } & PhoneProviderDifference)
  | ({ kind: "log-stream" } & LogStreamDifference)
  /** `wanted` is an Action that password resets should run; `live` are those that they do run. */
  | { kind: "password-reset"; live: string[]; wanted: string }
  | LookupDifference
);

/** What `drift` alone sees: what somebody changed outside of Terraform. */
export type OutsideFinding = {
  address: undefined;
  pending: false;
} /** Somebody else's Action, which tenants.ts lists and the last deploy bound. */ & (
  | { kind: "listed-gone"; action: string }
  /** `name` is the Action's, or else the resource's address. */
  | { kind: "deleted"; resource: string; name: string }
  /** Likewise; `fields` are Terraform's, `[]` where it names none. */
  | { kind: "changed"; resource: string; name: string; fields: string[] }
  | { kind: "tenant-setting"; resource: string; setting: string; live: string; wanted: string }
);

/** The whole object is not there. */
interface Absence {
  field: "exists";
  live: false;
  wanted: true;
}

export type PhoneProviderDifference =
  | Absence
  /** The name of the Action that it runs; `null`: none. */
  | { field: "action"; live: string | null; wanted: string | null }
  | { field: "name"; live: string; wanted: "custom" }
  | { field: "disabled"; live: true; wanted: false }
  | { field: "deliveryMethods"; live: string[]; wanted: string[] };

export type LogStreamDifference =
  | Absence
  | { field: "status"; live: string; wanted: "active" }
  | { field: "url" | "contentFormat"; live: string | null; wanted: string }
  | { field: "categories" | "hiddenFields"; live: string[]; wanted: string[] };

export type LookupDifference =
  | ({ kind: "lookup-client" } & (Absence | { field: "grantTypes"; live: string[]; wanted: string[] }))
  | { kind: "lookup-keys"; field: "usesPrivateKey"; live: false; wanted: true }
  | { kind: "lookup-keys"; field: "keyIds"; live: string[]; wanted: string[] }
  /** Scopes; `null`: the client may not use that audience at all. */
  | { kind: "lookup-grant"; audience: string; live: string[] | null; wanted: string[] | null };

interface Package {
  name: string;
  version: string;
}
