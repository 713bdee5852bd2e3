import { Testing } from "cdktf";
import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { TenantStack } from "../../stacks/tenant-stack";

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

function define(backend: object | undefined, name = "dev-eu") {
  const config = { domain: `${name}.auth0.com`, credentials: "api-key", backend } as TenantConfig;
  return { [name]: config };
}

/** The backend block of a tenant named `dev-eu`. */
function block(backend?: object): object {
  const tenant = defineTenants(define(backend))["dev-eu"]!;
  const stack = new TenantStack(Testing.app(), "dev-eu", { tenant, compiled });
  return JSON.parse(Testing.synth(stack)).terraform.backend;
}

function problems(backend: object): string[] {
  try {
    defineTenants(define(backend, "dev"));
  } catch (error) {
    return (error as Error).message.split("\n").slice(1);
  }
  return [];
}

const lock = "https://state.example.com/dev/lock";
const gitlab = { address: "https://state.example.com/dev", lockAddress: lock, lockMethod: "POST" };

test.each([
  [undefined, { local: { path: "../../../.state/dev-eu.tfstate" } }],
  [{ type: "local", path: "../../../../states/a.tfstate" }, { local: { path: "../../../../states/a.tfstate" } }],
  [
    { type: "s3", bucket: "acme-state", region: "eu-central-1" },
    {
      s3: {
        bucket: "acme-state",
        region: "eu-central-1",
        key: "auth0-verify-feedback/dev-eu.tfstate",
        use_lockfile: true,
      },
    },
  ],
  [
    { type: "s3", bucket: "acme-state", region: "us-gov-west-1", key: "a/b.tfstate" },
    { s3: { bucket: "acme-state", region: "us-gov-west-1", key: "a/b.tfstate", use_lockfile: true } },
  ],
  [{ type: "gcs", bucket: "acme_state" }, { gcs: { bucket: "acme_state", prefix: "auth0-verify-feedback/dev-eu" } }],
  [
    { type: "azurerm", storageAccountName: "acmestate", containerName: "tf-state" },
    {
      azurerm: {
        storage_account_name: "acmestate",
        container_name: "tf-state",
        key: "auth0-verify-feedback/dev-eu.tfstate",
        use_azuread_auth: true,
      },
    },
  ],
  [
    { type: "http", ...gitlab, unlockMethod: "DELETE" },
    {
      http: {
        address: gitlab.address,
        lock_address: lock,
        unlock_address: lock,
        lock_method: "POST",
        unlock_method: "DELETE",
      },
    },
  ],
  [
    { type: "pg", connStr: "postgres://db.example.com/terraform?sslmode=verify-full" },
    {
      pg: {
        conn_str: "postgres://db.example.com/terraform?sslmode=verify-full",
        schema_name: "auth0_verify_feedback_dev_eu",
      },
    },
  ],
])("%j becomes Terraform's block, named after the tenant", (backend, expected) => {
  expect(block(backend)).toEqual(expected);
});

test.each([
  [{ type: "ftp" }, 'dev.backend.type is "ftp": must be "local", "s3", "gcs", "azurerm", "http" or "pg"'],
  [{}, "dev.backend.type is missing: must be"],
  [{ type: "local", path: "state.tfstate" }, 'dev.backend.path is "state.tfstate": must begin with ../../../'],
  [{ type: "s3", region: "eu-central-1" }, "dev.backend.bucket is missing: must be the bucket's name"],
  [{ type: "s3", bucket: "s3://acme", region: "eu-central-1" }, "without s3:// and path"],
  [{ type: "s3", bucket: "acme", region: "Frankfurt" }, 'dev.backend.region is "Frankfurt": must be an AWS region'],
  [{ type: "s3", bucket: "acme", region: "eu-central-1", key: "/dev" }, 'dev.backend.key is "/dev": must be letters'],
  [{ type: "s3", bucket: "acme", region: "eu-central-1", accessKey: "AKIA" }, "dev.backend.accessKey is not a setting"],
  [{ type: "gcs", bucket: "acme", prefix: "a//b" }, 'dev.backend.prefix is "a//b": must be letters'],
  [{ type: "gcs", bucket: "gs://acme" }, "without gs:// and path"],
  [
    { type: "azurerm", storageAccountName: "acme.blob.core.windows.net", containerName: "state" },
    "must be only the storage account's name",
  ],
  [{ type: "azurerm", storageAccountName: "acme", containerName: "a--b" }, "must be a container's name"],
  [{ type: "http", address: "https://state.example.com/dev" }, "dev.backend.lockAddress is missing: must be an https"],
  [
    { type: "http", ...gitlab, address: "http://state.example.com" },
    "must be an https URL (http only on this machine)",
  ],
  [{ type: "http", ...gitlab, address: "https://a.example/${x}" }, "must be an https URL"],
  [{ type: "http", ...gitlab, lockAddress: "https://me:secret@a.example/" }, "TF_HTTP_USERNAME and TF_HTTP_PASSWORD"],
  [{ type: "http", ...gitlab, lockMethod: "GET" }, 'dev.backend.lockMethod is "GET": must be LOCK, POST or PUT'],
  [{ type: "pg", connStr: "postgres://db.example.com" }, "must be a postgres:// URL that names a database"],
  [{ type: "pg", connStr: "postgres://me:secret@db.example.com/terraform" }, "set PGUSER and PGPASSWORD"],
  [{ type: "pg", connStr: "postgres://db.example.com/terraform?password=secret" }, "set PGUSER and PGPASSWORD"],
  [{ type: "pg", connStr: "postgres://db.example.com/terraform?sslpassword=secret" }, "set PGUSER and PGPASSWORD"],
  [
    {
      type: "http",
      address: "https://state.example.com/dev?private_token=secret",
      lockAddress: "https://state.example.com",
    },
    "must hold no token, key or password in its query",
  ],
  [
    {
      type: "http",
      address: "https://state.example.com/dev",
      lockAddress: "https://state.example.com/lock?X-Auth-Key=s",
    },
    "must hold no token, key or password in its query",
  ],
  [{ type: "pg", connStr: "postgres://db.example.com/terraform", schemaName: "Dev" }, "must be lower-case letters"],
])("%j is refused, naming field, value, reason and fix", (backend, expected) => {
  expect(problems(backend)).toEqual([expect.stringContaining(expected)]);
});

test.each([
  [{ type: "http", ...gitlab, address: "https://me:secret@a.example/" }, '"https://…@a.example/"'],
  [{ type: "pg", connStr: "postgres://me:secret@db.example.com/state" }, '"postgres://…@db.example.com/state"'],
  [
    { type: "pg", connStr: "postgres://db.example.com/state?password=secret" },
    '"postgres://db.example.com/state?password=…"',
  ],
])("a credential in an address is not repeated: %j", (backend, shown) => {
  const [problem] = problems(backend);
  expect(problem).toContain(` is ${shown}: must hold no user name or password`);
  expect(problem).not.toContain("secret");
});

test.each([
  "host=db.example.com user=me password=secret",
  "host=db password='secret of mine'",
  "postgres://me:hid@den/",
  "postgres://me:hid/den@db.example.com/state",
])("nor one in an address of another form: %s", (connStr) => {
  const [problem] = problems({ type: "pg", connStr });
  expect(problem).toContain("dev.backend.connStr is ");
  expect(problem).not.toMatch(/secret|of mine|:hid/);
});

test("two tenants can't have one state: each would take the other's Actions for its own", () => {
  const backend = { type: "gcs", bucket: "acme-state", prefix: "auth0-verify-feedback/dev" };
  const named = define({ type: "gcs", bucket: "acme-state" }, "dev");
  expect(() => defineTenants({ ...named, ...define(backend, "other") })).toThrow(
    /other\.backend is \{.*"prefix":"auth0-verify-feedback\/dev".*\}, which is dev's too: .* Give each tenant a place/,
  );
  expect(() => defineTenants({ ...named, ...define({ type: "gcs", bucket: "acme-state" }, "other") })).not.toThrow();
});
