import type { AnyNode } from "acorn";
import type { ActionSource, Use } from "./action-source";
import { requiredModule } from "./code-syntax";
import type { Effects } from "./found-effects";

const HTTP = ["axios", "node-fetch", "undici", "got", "https", "http", "request", "superagent"];
/** Packages that change nothing by themselves. */
const HARMLESS = ["util", "url", "querystring", "crypto", "buffer", "timers", "timers/promises"];
const GLOBALS =
  /^(exports|console|undefined|NaN|Infinity|JSON|Math|Date|Object|Array|String|Number|Boolean|BigInt|Symbol|Map|Set|WeakMap|WeakSet|RegExp|Promise|Error|TypeError|RangeError|Intl|URL|URLSearchParams|Buffer|TextEncoder|TextDecoder|AbortController|AbortSignal|Headers|Request|encodeURIComponent|decodeURIComponent|encodeURI|decodeURI|parseInt|parseFloat|isNaN|isFinite|btoa|atob|setTimeout|clearTimeout|structuredClone)$/;

/** The platform's own names: those that change nothing are known. */
export function useOfGlobal(
  source: ActionSource,
  { name, args, member }: ActionSource["globals"][number],
  found: Effects,
): void {
  if (name === "fetch" && args) request(source, args, found);
  else if (name === "require" && args) return;
  else if (name === "module" && member === "exports") return;
  else if (!GLOBALS.test(name)) found.doubts.push({ kind: "global", name });
}

/** A package, required where it is used or before. */
export function useOfModule(source: ActionSource, use: Use, found: Effects): void {
  const name = (use.origin[0] ?? "").slice("module ".length);
  if (HARMLESS.includes(name)) return;
  if (name === "twilio") useOfTwilio(source, use, found);
  else if (HTTP.includes(name)) useOfHttp(source, use, name, found);
  else if (name === "auth0") found.others.push({ kind: "package", name });
  else found.doubts.push(name === "…" ? { kind: "chosen", of: "packages" } : { kind: "package", name });
}

/** What the code does with a response does not matter; a client with its own settings is not examined. */
function useOfHttp(source: ActionSource, use: Use, name: string, found: Effects): void {
  const [call] = use.calls;
  if (use.origin.some((part) => ["create", "extend", "defaults"].includes(part))) {
    found.doubts.push({ kind: "own-client", of: name });
  } else if (call === undefined) {
    if (!use.followed && !isRequire(use) && !use.origin.includes("()"))
      found.doubts.push({ kind: "passed-on", of: name });
  } else if (!call.origin.includes("()") && call.origin.at(-1) !== "Agent") request(source, call.args, found);
}

function isRequire({ node }: Use): boolean {
  return requiredModule(node) !== undefined;
}

/** Whatever is done with a Twilio client but an approval at Verify is another effect. */
function useOfTwilio(source: ActionSource, use: Use, found: Effects): void {
  if (use.computed) {
    found.doubts.push({ kind: "chosen", of: "twilio" });
    return;
  }
  const client = use.origin.indexOf("()");
  const path = client === -1 ? [] : use.origin.slice(client + 1).filter((part) => part !== "v2");
  const way = path.join(".");
  const update = "verify.services.().verifications.().update.()";
  if (way === update || way.startsWith(`${update}.`)) {
    const approval = use.calls.find(({ origin }) => origin.at(-1) === "update");
    const status = source.constants.textOf(source.constants.propertyOf(approval?.args[0], "status"));
    if (status === "approved") found.reports = true;
    else (status === undefined ? found.doubts : found.others).push({ kind: "verify-status", status });
  } else if (/^(verify(\.services(\.\(\)(\.verifications(\.\(\))?)?)?)?)?$/.test(way)) {
    const parent = use.ancestors.at(-1);
    if (!use.followed && parent?.type !== "ExpressionStatement") found.doubts.push({ kind: "passed-on", of: "twilio" });
  } else if (path.at(-1) === "baseUrl" || ["edge", "region", "logLevel"].includes(way)) {
    // Which Verify it is, such as a local one.
  } else found.others.push({ kind: "twilio-call", name: path.filter((part) => part !== "()").join(".") });
}

/** A request must go to Verify, and approve. */
function request(source: ActionSource, args: readonly AnyNode[], found: Effects): void {
  const host = hostOf(addressOf(source, args));
  const said = [...source.words].join(" ");
  if (host !== "verify.twilio.com") (host === undefined ? found.doubts : found.others).push({ kind: "request", host });
  else if (/approved/i.test(said) && /\/Verifications\b/.test(said) && !/cancell?ed/i.test(said)) found.reports = true;
  else found.others.push({ kind: "verify-request" });
}

function addressOf(source: ActionSource, args: readonly AnyNode[]): string | undefined {
  for (const argument of args) {
    const text = source.constants.textOf(argument);
    if (text !== undefined) return text;
    for (const name of ["url", "baseURL", "hostname", "host"]) {
      const value = source.constants.textOf(source.constants.propertyOf(argument, name));
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

/** `undefined` if the code does not contain the address literally, at least up to the end of the host. */
function hostOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : /^(?:https?:\/\/)?([a-z0-9.-]+\.[a-z]+)(?=[:/?]|$)/i.exec(address)?.[1];
}
