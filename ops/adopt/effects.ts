import type { AnyNode } from "acorn";
import { type ActionSource, requiredModule, type Use } from "./action-source";

/** A call that makes MFA happen. */
export interface MfaCall {
  /** E.g. `authentication.challengeWith`. */
  name: string;
  /** Types of the factors that it asks for; `undefined` when they are chosen at run time. */
  factors: string[] | undefined;
}

/** What an Action's code does, beside reading and deciding. */
export interface Effects {
  mfa: MfaCall[];
  /** Whether it tells Verify `approved`. */
  reports: boolean;
  /** What pauses the login, e.g. `redirect.sendUserTo`. */
  pauses: string[];
  /** Anything else that it does, in words that complete "it …". */
  others: string[];
  /** Why it can't be told by reading what it does, likewise; empty when it can. */
  doubts: string[];
  /** What it reads of the event, e.g. `user.app_metadata`; not what it only logs. */
  reads: string[];
}

const MFA = /^(authentication\.(challengeWith|challengeWithAny|enrollWith|enrollWithAny)|multifactor\.enable)$/;
const PAUSES =
  /^(authentication\.(challengeWith|challengeWithAny|enrollWith|enrollWithAny)|redirect\.sendUserTo|prompt\.render)$/;
const HTTP = ["axios", "node-fetch", "undici", "got", "https", "http", "request", "superagent"];
/** Packages that change nothing by themselves. */
const HARMLESS = ["util", "url", "querystring", "crypto", "buffer", "timers", "timers/promises"];
const GLOBALS =
  /^(exports|console|undefined|NaN|Infinity|JSON|Math|Date|Object|Array|String|Number|Boolean|BigInt|Symbol|Map|Set|WeakMap|WeakSet|RegExp|Promise|Error|TypeError|RangeError|Intl|URL|URLSearchParams|Buffer|TextEncoder|TextDecoder|AbortController|AbortSignal|Headers|Request|encodeURIComponent|decodeURIComponent|encodeURI|decodeURI|parseInt|parseFloat|isNaN|isFinite|btoa|atob|setTimeout|clearTimeout|structuredClone)$/;

/** Looks at every use of `api`, of the event, of Twilio and of the network. */
export function effectsIn(source: ActionSource): Effects {
  const found: Effects = { mfa: [], reports: false, pauses: [], others: [], doubts: [], reads: [] };
  if (source.unread) found.doubts.push("hands a login to a function that stands somewhere else");
  for (const use of source.uses) {
    const [root = ""] = use.origin;
    if (root === "event") readOfEvent(use, found);
    else if (root === "api") useOfApi(source, use, found);
    else if (root.startsWith("module ")) useOfModule(source, use, found);
  }
  for (const use of source.globals) useOfGlobal(source, use, found);
  for (const word of ["constructor", "import()"]) {
    if (source.words.has(word)) found.doubts.push(`uses ${word}`);
  }
  if (source.ambiguous.length > 0) found.doubts.push(`uses a name for two things: ${source.ambiguous.join(", ")}`);
  for (const key of ["pauses", "others", "doubts", "reads"] as const) found[key] = [...new Set(found[key])];
  return found;
}

function readOfEvent(use: Use, { reads }: Effects): void {
  if (use.ancestors.some(isLogging)) return;
  if (use.followed) return;
  reads.push(use.origin.slice(1, 3).join(".") || "event");
}

function isLogging(node: AnyNode): boolean {
  return (
    node.type === "CallExpression" &&
    node.callee.type === "MemberExpression" &&
    node.callee.object.type === "Identifier" &&
    node.callee.object.name === "console"
  );
}

function useOfApi(source: ActionSource, use: Use, found: Effects): void {
  const [call] = use.calls;
  if (use.computed) found.doubts.push("chooses at run time what it calls on api");
  else if (call) calledOnApi(source, call.origin.slice(1).join("."), call.args, found);
  else if (!use.followed && !isTest(use)) found.doubts.push("passes api on");
}

/** Only whether there is such a thing is asked. */
function isTest({ node, ancestors }: Use): boolean {
  const parent = ancestors.at(-1);
  if (parent?.type === "UnaryExpression") return ["typeof", "!"].includes(parent.operator);
  if (parent?.type === "IfStatement" || parent?.type === "ConditionalExpression") return parent.test === node;
  return parent?.type === "ExpressionStatement";
}

function calledOnApi(source: ActionSource, name: string, args: readonly AnyNode[], found: Effects): void {
  if (PAUSES.test(name)) found.pauses.push(name);
  if (MFA.test(name)) found.mfa.push({ name, factors: factorsOf(source, name, args) });
  else found.others.push(`calls ${name}`);
}

/** Of the first argument and of `additionalFactors`. */
function factorsOf(source: ActionSource, name: string, args: readonly AnyNode[]): string[] | undefined {
  if (name === "multifactor.enable") return undefined;
  const additional = propertyOf(source, args[1], "additionalFactors");
  if (args.length > 2 || (args[1] !== undefined && additional === undefined && !isEmptyObject(source, args[1])))
    return undefined;
  const lists = [args[0], ...(additional ? [additional] : [])].map((node) => typesIn(source, node));
  return lists.includes(undefined) ? undefined : lists.flatMap((types) => types ?? []);
}

function isEmptyObject(source: ActionSource, node: AnyNode): boolean {
  const value = source.valueOf(node);
  return value?.type === "ObjectExpression" && value.properties.length === 0;
}

function typesIn(source: ActionSource, node: AnyNode | undefined): string[] | undefined {
  const value = source.valueOf(node);
  if (value?.type === "ArrayExpression") {
    const types = value.elements.map((element) => typesIn(source, (element ?? undefined) as AnyNode | undefined));
    return types.includes(undefined) ? undefined : types.flatMap((some) => some ?? []);
  }
  const type = source.textOf(propertyOf(source, value, "type"));
  return type === undefined ? undefined : [type];
}

/** A member of an object that stands in the code; `undefined` also where a spread may hold it. */
function propertyOf(source: ActionSource, node: AnyNode | undefined, name: string): AnyNode | undefined {
  const value = source.valueOf(node);
  if (value?.type !== "ObjectExpression") return undefined;
  if (value.properties.some((property) => property.type === "SpreadElement" || property.computed)) return undefined;
  for (const property of value.properties) {
    if (property.type !== "Property") continue;
    const { key } = property;
    if ((key.type === "Identifier" ? key.name : key.type === "Literal" ? key.value : undefined) === name) {
      return property.value as AnyNode;
    }
  }
  return undefined;
}

function useOfGlobal(
  source: ActionSource,
  { name, args, member }: ActionSource["globals"][number],
  found: Effects,
): void {
  if (name === "fetch" && args) request(source, args, found);
  else if (name === "require" && args) return;
  else if (name === "module" && member === "exports") return;
  else if (!GLOBALS.test(name)) found.doubts.push(`uses ${name}, and it can't be told what for`);
}

function useOfModule(source: ActionSource, use: Use, found: Effects): void {
  const name = (use.origin[0] ?? "").slice("module ".length);
  if (HARMLESS.includes(name)) return;
  if (name === "twilio") useOfTwilio(source, use, found);
  else if (HTTP.includes(name)) useOfHttp(source, use, name, found);
  else if (name === "auth0") found.others.push("uses the package auth0");
  else found.doubts.push(name === "…" ? "chooses at run time what it requires" : `uses the package ${name}`);
}

/** What is done with an answer is nobody's business; a client of its own settings is not looked into. */
function useOfHttp(source: ActionSource, use: Use, name: string, found: Effects): void {
  const [call] = use.calls;
  if (use.origin.some((part) => ["create", "extend", "defaults"].includes(part))) {
    found.doubts.push(`sends requests through a client of ${name} that it makes itself`);
  } else if (call === undefined) {
    if (!use.followed && !isRequire(use) && !use.origin.includes("()")) found.doubts.push(`passes ${name} on`);
  } else if (!call.origin.includes("()") && call.origin.at(-1) !== "Agent") request(source, call.args, found);
}

function isRequire({ node }: Use): boolean {
  return requiredModule(node) !== undefined;
}

/** Whatever is done with a Twilio client but an approval at Verify is another effect. */
function useOfTwilio(source: ActionSource, use: Use, found: Effects): void {
  if (use.computed) {
    found.doubts.push("chooses at run time what it calls at Twilio");
    return;
  }
  const client = use.origin.indexOf("()");
  const path = client === -1 ? [] : use.origin.slice(client + 1).filter((part) => part !== "v2");
  const way = path.join(".");
  const update = "verify.services.().verifications.().update.()";
  if (way === update || way.startsWith(`${update}.`)) {
    const approval = use.calls.find(({ origin }) => origin.at(-1) === "update");
    const status = source.textOf(propertyOf(source, approval?.args[0], "status"));
    if (status === "approved") found.reports = true;
    else if (status === undefined) found.doubts.push("tells Verify a status that is chosen at run time");
    else found.others.push(`tells Verify ${status}`);
  } else if (/^(verify(\.services(\.\(\)(\.verifications(\.\(\))?)?)?)?)?$/.test(way)) {
    const parent = use.ancestors.at(-1);
    if (!use.followed && parent?.type !== "ExpressionStatement") found.doubts.push("passes a Twilio client on");
  } else if (path[0] === "verify" && path.at(-1) === "baseUrl") {
    // Verify at another address, as a local one has.
  } else found.others.push(`calls ${path.filter((part) => part !== "()").join(".")} at Twilio`);
}

/** A request must go to Verify, and approve. */
function request(source: ActionSource, args: readonly AnyNode[], found: Effects): void {
  const host = hostOf(addressOf(source, args));
  const said = [...source.words].join(" ");
  if (host === undefined) found.doubts.push("sends a request to an address that is chosen at run time");
  else if (host !== "verify.twilio.com") found.others.push(`sends a request to ${host}`);
  else if (/approved/i.test(said) && /\/Verifications\b/.test(said)) found.reports = true;
  else found.others.push("sends Verify something else than an approval");
}

function addressOf(source: ActionSource, args: readonly AnyNode[]): string | undefined {
  for (const argument of args) {
    const text = source.textOf(argument);
    if (text !== undefined) return text;
    for (const name of ["url", "baseURL", "hostname", "host"]) {
      const value = source.textOf(propertyOf(source, argument, name));
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

/** `undefined` where the address does not stand in the code as far as its host's end. */
function hostOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : /^(?:https?:\/\/)?([a-z0-9.-]+\.[a-z]+)(?=[:/?]|$)/i.exec(address)?.[1];
}
