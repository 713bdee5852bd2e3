import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { freePorts } from "../../packages/local-tenant/test/support/free-ports";

/** The folder of PostgreSQL's programs: on the PATH, or where Debian puts them; undefined where there is no server. */
export const postgresBinaries: string | undefined = [
  ...(process.env.PATH ?? "").split(delimiter),
  ...installedVersions("/usr/lib/postgresql").map((version) => join("/usr/lib/postgresql", version, "bin")),
]
  .filter((folder) => existsSync(join(folder, "initdb")))
  .map((folder) => dirname(realpathSync(join(folder, "initdb"))))
  .find((folder) => ["postgres", "psql"].every((program) => existsSync(join(folder, program))));

/** A PostgreSQL server of its own on 127.0.0.1, with a database `terraform`. */
export interface Postgres {
  port: number;
  user: string;
  password: string;
  /** Runs a statement and gives what it says, a line a row. */
  query(statement: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts one in a temporary folder. `postgresBinaries` must be there. */
export async function startPostgres(): Promise<Postgres> {
  const binaries = postgresBinaries!;
  const [user, password] = ["deployer", "the-password-of-the-database"];
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password);
  const identity = serverIdentity();
  if (identity) for (const path of [folder, passwordFile]) chownSync(path, identity.uid, identity.gid);
  const options = { cwd: folder, ...identity };
  const init = ["-D", data, "-U", user, "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--no-sync", "-E", "UTF8"];
  execFileSync(join(binaries, "initdb"), init, { ...options, stdio: "pipe" });

  const port = await freePorts();
  const settings = ["-c", "fsync=off", "-c", `unix_socket_directories=${folder}`, "-c", "listen_addresses=127.0.0.1"];
  const server = spawn(join(binaries, "postgres"), ["-D", data, "-p", `${port}`, ...settings], {
    ...options,
    stdio: "ignore",
  });
  const ended = once(server, "exit");
  const query = (statement: string, database = "terraform") =>
    psql(binaries, ["-h", "127.0.0.1", "-p", `${port}`, "-U", user, "-d", database, "-Atc", statement], password);
  const stop = async () => {
    server.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(() => query("create database terraform", "postgres"));
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, user, password, query, stop };
}

function installedVersions(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort().reverse() : [];
}

/** PostgreSQL refuses to run as root; the package's own user, or nobody, does it then. */
function serverIdentity(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) =>
    Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout.trim() || "65534");
  return { uid: id("-u"), gid: id("-g") };
}

function psql(binaries: string, args: string[], password: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(binaries, "psql"), args, { env: { ...process.env, PGPASSWORD: password } });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => {
      said.stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      said.stderr += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(said.stdout.trim()) : reject(new Error(said.stderr.trim()))));
  });
}

async function untilReady(attempt: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
