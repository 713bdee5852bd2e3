// node scripts/start.mjs [options…]: npm start. Its ports are looked at before set-up, which may take minutes.
import { createServer } from "node:net";
import { join } from "node:path";
import { root } from "./root.mjs";
import { setup } from "./setup.mjs";

/** As packages/local-tenant/src/server/ports.ts has it; Verify and the console take the next two. */
const defaultPort = 8443;
const args = argumentsOf(process.argv.slice(2), process.env);
const json = args.includes("--json");
if (!args.some((arg) => ["--help", "-h"].includes(arg))) await refuseTakenPorts(portIn(args));
await setup();
const { runTypeScript } = await import("./run-typescript.mjs");
await runTypeScript(root, join(root, "start", "start.ts"), args);

/**
 * `npm start --port 29000`, without `--`, gives npm the option and this program the number that is left over.
 * @param {string[]} given
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function argumentsOf(given, { npm_config_port: port, npm_config_exit: exit }) {
  const takes = (/** @type {string} */ name) => given.some((arg) => arg === name || arg.startsWith(`${name}=`));
  const added = exit === "true" && !takes("--exit") ? ["--exit"] : [];
  if (!port || takes("--port")) return [...given, ...added];
  const [first, ...rest] = given;
  const [value, left] = port === "true" ? [first, rest] : [port, given];
  return value === undefined ? [...given, ...added] : ["--port", value, ...left, ...added];
}

/**
 * What can't be a port is for the program to refuse.
 * @param {string[]} given
 */
function portIn(given) {
  const at = given.findIndex((arg) => arg === "--port" || arg.startsWith("--port="));
  const text = at < 0 ? String(defaultPort) : (given[at]?.split("=")[1] ?? given[at + 1] ?? "");
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_533 ? port : undefined;
}

/** @param {number | undefined} port */
async function refuseTakenPorts(port) {
  if (port === undefined) return;
  for (const [number, what] of /** @type {const} */ ([
    [port, "the tenant"],
    [port + 1, "its Verify"],
    [port + 2, "its console"],
  ])) {
    const code = await whyNot(number);
    if (code === undefined) continue;
    const reason =
      code === "EACCES"
        ? "may not be used by this account"
        : "is in use by another program; perhaps a local tenant is running already";
    const free = await freePorts(Math.max(port, 1021) + 3);
    const fix =
      free === undefined ? "" : `\nStop that program, or take the next free ports: npm start -- --port ${free}`;
    const error = `Port ${number}, for ${what}, ${reason}.${fix}`;
    if (json) process.stdout.write(`${JSON.stringify({ error, exit: 1 })}\n`);
    process.stderr.write(`${error}\n`);
    process.exit(1);
  }
}

/**
 * The first of three ports in a row that are free.
 * @param {number} from
 */
async function freePorts(from) {
  for (let port = from; port < 65_534; port += 3) {
    const taken = await Promise.all([port, port + 1, port + 2].map(whyNot));
    if (taken.every((code) => code === undefined)) return port;
  }
  return undefined;
}

/**
 * The error's code; `undefined` where the port can be listened on.
 * @param {number} port
 * @returns {Promise<string | undefined>}
 */
function whyNot(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ { code }) => resolve(code));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
}
