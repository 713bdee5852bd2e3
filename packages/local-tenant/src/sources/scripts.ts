import { isBuiltin } from "node:module";
import { basename } from "node:path";
import { type ActionDocument, emptyDocument, type TenantDocument } from "./document";
import { notCommonJs, secretMissing, sourceNotKnown } from "./errors";
import { readText } from "./read-file";
import { secretNames } from "./secret-names";

/** The triggers, by the handler that an Action of theirs exports. */
const triggers: Readonly<Record<string, ActionDocument["trigger"]>> = {
  onExecutePostLogin: { id: "post-login", version: "v3" },
  onExecuteCustomPhoneProvider: { id: "custom-phone-provider", version: "v1" },
  onExecutePostChallenge: { id: "password-reset-post-challenge", version: "v1" },
  onExecuteCredentialsExchange: { id: "credentials-exchange", version: "v2" },
  onExecutePreUserRegistration: { id: "pre-user-registration", version: "v2" },
  onExecutePostUserRegistration: { id: "post-user-registration", version: "v2" },
  onExecutePostChangePassword: { id: "post-change-password", version: "v2" },
  onExecuteSendPhoneMessage: { id: "send-phone-message", version: "v2" },
  onExecuteCustomEmailProvider: { id: "custom-email-provider", version: "v1" },
};

/**
 * Reads an Action from a file. Its trigger is that of the handler that it exports, its packages are those that it
 * requires, in the version that is installed, and its secrets are those that it reads. Throws a `LocalTenantError`.
 */
export function readScript(file: string): TenantDocument {
  const code = readText(file);
  const trigger = triggers[handlerOf(code) ?? ""];
  if (!trigger && /^(import|export)\b(?!\()/m.test(code)) throw notCommonJs(file);
  if (!trigger) throw sourceNotKnown(`${file} exports no handler of an Action, such as onExecutePostLogin.`);
  const name = basename(file).replace(/\.c?js$/, "");
  const action: ActionDocument = {
    ...{ key: file, name, code, trigger },
    dependencies: packagesOf(code).map((required) => ({ name: required, version: "latest" })),
    secrets: secretNames(code).map((secret) => ({ name: secret, missing: secretMissing(name, secret) })),
  };
  return { ...emptyDocument(), actions: [action], bindings: [{ trigger: trigger.id, actions: [{ action }] }] };
}

/** The handler that code exports: by name, or as a bundler and `module.exports = { … }` do it, which only mention it. */
function handlerOf(code: string): string | undefined {
  const handlers = Object.keys(triggers);
  return (
    handlers.find((name) => new RegExp(`\\bexports\\.${name}\\s*=`).test(code)) ??
    handlers.find((name) => /\bexports\b/.test(code) && new RegExp(`\\b${name}\\b`).test(code))
  );
}

/** The packages that code requires, without Node's own. */
function packagesOf(code: string): string[] {
  const requests = [...code.matchAll(/\brequire\(\s*["']([^"'.][^"']*)["']\s*\)/g)].map(([, request]) => request!);
  const packages = requests
    .filter((request) => !isBuiltin(request))
    .map((request) =>
      request
        .split("/")
        .slice(0, request.startsWith("@") ? 2 : 1)
        .join("/"),
    );
  return [...new Set(packages)];
}
