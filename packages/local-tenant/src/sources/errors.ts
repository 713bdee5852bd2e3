import { basename, extname } from "node:path";
import { LocalTenantError } from "../support/local-tenant-error";

/** What a source may be, for a user who gave something else. */
const kinds = [
  "  a synthesised stack: cdktf.out, cdktf.out/stacks/NAME or its cdk.tf.json",
  "  what Terraform shows: terraform show -json of a plan or of a state, in a .json file",
  "  an export of auth0-deploy-cli: its tenant.yaml, or its directory",
  "  Actions: .js files, in the order in which they run",
].join("\n");

export function sourceNotThere(path: string): LocalTenantError {
  return sourceNotKnown(path === "" ? "The name of a source is empty." : `There is no ${path}.`);
}

/** @param what says what was given instead of a source, as a sentence */
export function sourceNotKnown(what: string): LocalTenantError {
  return new LocalTenantError(`${what} A source is one of:\n${kinds}`);
}

export function notCommonJs(file: string): LocalTenantError {
  const bundled = `${basename(file, extname(file))}.cjs`;
  return new LocalTenantError(
    `${file} is not CommonJS, which is what Auth0 runs.\n` +
      `Bundle it, and name the bundle: npx esbuild ${file} --bundle --platform=node --packages=external --outfile=${bundled}`,
  );
}

/** @param what Terraform's file, or the folder of its configuration */
export function showItFirst(what: string): LocalTenantError {
  return new LocalTenantError(
    `${what}. Load what Terraform shows of it:\n` +
      "  a plan:   terraform plan -out=tenant.plan && terraform show -json tenant.plan > plan.json\n" +
      "  a state:  terraform show -json > state.json",
  );
}

export function stackNotNamed(output: string, stacks: readonly string[]): LocalTenantError {
  if (stacks.length === 0) return new LocalTenantError(`${output} holds no stacks.\nWrite them first: cdktf synth.`);
  return new LocalTenantError(
    `${output} holds ${stacks.length} stacks: ${stacks.join(", ")}.\nName one: ${output}/stacks/${stacks[0]}`,
  );
}

/** @param place `line:column`, where it is known. */
export function notParsed(file: string, place: string | undefined, reason: string): LocalTenantError {
  return new LocalTenantError(`${place ? `${file}:${place}` : file} can't be read: ${reason}`);
}

export function unreadable(file: string, error: NodeJS.ErrnoException): LocalTenantError {
  const reason =
    { ENOENT: "it does not exist", EACCES: "this user may not read it", EISDIR: "it is a folder" }[error.code ?? ""] ??
    error.message;
  return new LocalTenantError(`${file} can't be read: ${reason}.`);
}

export function wrongShape(file: string, where: string, expected: string): LocalTenantError {
  return new LocalTenantError(`${file}: ${where} ${expected}.`);
}

export function secretMissing(action: string, name: string): LocalTenantError {
  return new LocalTenantError(`The Action "${action}" has no value for its secret ${name}.`);
}
