import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Postgres, postgresBinaries, startPostgres } from "../support/postgres";
import { type ServedTenant, serveTenant } from "../support/served-tenant";
import { SECRETS, type SynthesisedStack, secretVariables, synthesisedStack } from "../support/synthesised-stack";
import { type Terraform, terraformIn } from "../support/terraform";

if (postgresBinaries === undefined) {
  process.stderr.write(
    "\nSKIPPED: state in PostgreSQL. There is no PostgreSQL server (initdb, postgres) to run it with.\n",
  );
}

(postgresBinaries === undefined ? describe.skip : describe)("state in PostgreSQL", () => {
  let served: ServedTenant;
  let database: Postgres;
  let stack: SynthesisedStack;
  let terraform: Terraform;

  beforeAll(async () => {
    [served, database] = await Promise.all([serveTenant(), startPostgres()]);
    stack = await synthesisedStack(served.domain);
    const connStr = `postgres://127.0.0.1:${database.port}/terraform?sslmode=disable`;
    stack.synth({ backend: { type: "pg", connStr } });
    const login = { PGUSER: database.user, PGPASSWORD: database.password };
    terraform = await terraformIn(stack.folder, { ...served.env, ...secretVariables(), ...login });
  });
  afterAll(async () => {
    await Promise.all([served?.close(), database?.stop()]);
    stack?.remove();
  });

  const table = "auth0_verify_feedback_sandbox.states";

  it("is written to a schema of the tenant's own, without a secret", async () => {
    expect(await terraform.init()).toMatchObject({ exit: 0 });
    expect(await terraform.apply()).toMatchObject({ exit: 0 });
    expect(await terraform.plan(["-out=saved.tfplan"])).toMatchObject({ exit: 0 });
    const state = await database.query(`select data from ${table}`);
    expect(state).toContain("auth0_trigger_actions");
    for (const secret of Object.values(SECRETS)) expect(state).not.toContain(secret);
  });

  it("needs a password that Terraform keeps in no file", () => {
    const files = readdirSync(stack.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith("terraform-provider"))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    expect(files.length).toBeGreaterThan(2);
    expect(files.filter((bytes) => bytes.includes(database.password))).toEqual([]);
  });

  it("is left alone while somebody else holds its lock", async () => {
    const before = await database.query(`select data from ${table}`);
    const held = database.query(`select pg_advisory_lock(id), pg_sleep(60) from ${table}`).catch(() => undefined);
    await until(
      async () => (await database.query("select count(*) from pg_locks where locktype = 'advisory'")) === "1",
    );
    const { exit, output } = await terraform.apply();
    await database.query("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
    await held;
    expect(exit).toBe(1);
    expect(output).toContain("Error acquiring the state lock");
    expect(await database.query(`select data from ${table}`)).toBe(before);
  });
});

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 50));
}
