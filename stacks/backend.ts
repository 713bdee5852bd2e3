import { z } from "zod";

const objectName = z
  .string()
  .regex(
    /^[\w.-]+(\/[\w.-]+)*$/,
    "must be letters, digits and . _ - with single slashes between, for instance auth0/dev.tfstate",
  );

const s3Bucket = z
  .string('must be the bucket\'s name, for instance "acme-terraform-state"')
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be only the name of a bucket, without s3:// and path");

const httpAddress = z
  .string("must be an https URL, for instance https://state.example.com/auth0/dev")
  .refine(isHttpAddress, "must be an https URL (http only on this machine), for instance https://state.example.com/dev")
  .refine(
    (text) => !hasLogin(text),
    "must hold no user name or password: set TF_HTTP_USERNAME and TF_HTTP_PASSWORD in the environment",
  )
  .refine(
    (text) => credentialParameters(text).length === 0,
    "must hold no token, key or password in its query: it would be in the stack and in every artefact. Set TF_HTTP_USERNAME and TF_HTTP_PASSWORD in the environment",
  );

/** State in a file. Fit for one person; a lock beside the file keeps two applies on one machine apart. */
const local = z.strictObject({
  type: z.literal("local"),
  /** Relative to the stack's folder, `cdktf.out/stacks/<tenant>`. Absent: `../../../.state/<tenant>.tfstate`. */
  path: z
    .string()
    .regex(/^\.\.\/\.\.\/\.\.\//, "must begin with ../../../: cdktf.out is thrown away")
    .optional(),
});

/** State in an object of Amazon S3, locked by a second object, `<key>.tflock`. Credentials: the usual `AWS_…`. */
const s3 = z.strictObject({
  type: z.literal("s3"),
  bucket: s3Bucket,
  region: z
    .string('must be the bucket\'s region, for instance "eu-central-1"')
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region, for instance eu-central-1"),
  /** The object. Absent: `auth0-verify-feedback/<tenant>.tfstate`. */
  key: objectName.optional(),
});

/** State in an object of Google Cloud Storage, locked by a second one. Credentials: `GOOGLE_…` or gcloud's own. */
const gcs = z.strictObject({
  type: z.literal("gcs"),
  bucket: z
    .string('must be the bucket\'s name, for instance "acme-terraform-state"')
    .regex(/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/, "must be only the name of a bucket, without gs:// and path"),
  /** The object is `<prefix>/default.tfstate`. Absent: `auth0-verify-feedback/<tenant>`. */
  prefix: objectName.optional(),
});

/** State in a blob of Azure Storage, locked by a lease. Sign-in is Entra ID's; what it needs comes as `ARM_…`. */
const azurerm = z.strictObject({
  type: z.literal("azurerm"),
  storageAccountName: z
    .string("must be the storage account's name")
    .regex(/^[a-z0-9]{3,24}$/, "must be only the storage account's name: 3 to 24 lower-case letters and digits"),
  containerName: z
    .string("must be the blob container's name")
    .regex(/^[a-z0-9](-?[a-z0-9]){2,62}$/, "must be a container's name: lower-case letters, digits and single dashes"),
  /** The blob. Absent: `auth0-verify-feedback/<tenant>.tfstate`. */
  key: objectName.optional(),
});

/** State behind a REST server. Its user and password come as `TF_HTTP_USERNAME` and `TF_HTTP_PASSWORD`. */
const http = z.strictObject({
  type: z.literal("http"),
  /** Read with GET, written with POST. */
  address: httpAddress,
  /** Required: without a lock two applies at once lose state. */
  lockAddress: httpAddress,
  /** What the server takes a lock with; GitLab's is `POST`. */
  lockMethod: z.enum(["LOCK", "POST", "PUT"], "must be LOCK, POST or PUT").default("LOCK"),
  /** What the server gives it back with; GitLab's is `DELETE`. */
  unlockMethod: z.enum(["UNLOCK", "DELETE", "POST", "PUT"], "must be UNLOCK, DELETE, POST or PUT").default("UNLOCK"),
});

/** State in a PostgreSQL database, which must exist. User and password come as `PGUSER` and `PGPASSWORD`. */
const pg = z.strictObject({
  type: z.literal("pg"),
  connStr: z
    .string("must be a postgres:// URL, for instance postgres://db.example.com/terraform_backend")
    .regex(/^postgres(ql)?:\/\/[^/\s{}]*\/[^/\s{}]+$/, "must be a postgres:// URL that names a database")
    .refine(
      (text) => !hasLogin(text) && credentialParameters(text).length === 0,
      "must hold no user name or password: set PGUSER and PGPASSWORD in the environment",
    ),
  /** Made when it isn't there. Absent: `auth0_verify_feedback_<tenant>`, with _ for -. */
  schemaName: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, "must be lower-case letters, digits and _, 63 at most")
    .optional(),
});

/** Where a tenant's state is. Only places with a lock, and nothing that holds a credential: those come by environment. */
export const backendSchema = z.discriminatedUnion("type", [local, s3, gcs, azurerm, http, pg], {
  error: ({ code }) =>
    code === "invalid_union" ? 'must be "local", "s3", "gcs", "azurerm", "http" or "pg"' : undefined,
});

/** A backend as `tenants.ts` says it, checked. */
export type Backend = z.output<typeof backendSchema>;

/** The same backend with every name that depends on the tenant filled in. */
export function completeBackend(tenant: string, backend: Backend = { type: "local" }): Required<Backend> {
  const folder = "auth0-verify-feedback";
  switch (backend.type) {
    case "local":
      return { ...backend, path: backend.path ?? `../../../.state/${tenant}.tfstate` };
    case "s3":
      return { ...backend, key: backend.key ?? `${folder}/${tenant}.tfstate` };
    case "gcs":
      return { ...backend, prefix: backend.prefix ?? `${folder}/${tenant}` };
    case "azurerm":
      return { ...backend, key: backend.key ?? `${folder}/${tenant}.tfstate` };
    case "http":
      return backend;
    case "pg":
      return { ...backend, schemaName: backend.schemaName ?? `auth0_verify_feedback_${tenant.replaceAll("-", "_")}` };
  }
}

function isHttpAddress(text: string): boolean {
  if (!URL.canParse(text) || /[\s{}]/.test(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127(\.\d{1,3}){3})$/.test(hostname));
}

const CREDENTIAL = /user|pass|token|secret|key|auth|signature|credential|^sig$|^pw$|^pwd$/i;

/**
 * Names of the query's parameters that carry a credential, or may: `private_token`, `sslpassword`, `X-Amz-Signature`.
 * PostgreSQL's `sslkey` names a file.
 */
function credentialParameters(text: string): string[] {
  const query = text.split("?").slice(1).join("?").split("#")[0]!;
  return [...new URLSearchParams(query).keys()].filter((name) => CREDENTIAL.test(name) && name !== "sslkey");
}

/** True for a URL with something before an @: a password may hold a slash, and then is in what looks like the path. */
function hasLogin(text: string): boolean {
  return /^\w+:\/\/.*@/.test(text);
}
