import { SandboxError } from "../sandbox-error";

/** What a source may be, for a person who gave something else. */
const kinds = [
  "  a synthesised stack: cdktf.out, cdktf.out/stacks/NAME or its cdk.tf.json",
  "  what Terraform shows: terraform show -json of a plan or of a state, in a .json file",
  "  an export of auth0-deploy-cli: its tenant.yaml, or its directory",
  "  Actions: .js files, in the order in which they run",
].join("\n");

export function sourceNotThere(path: string): SandboxError {
  return new SandboxError(`There is no ${path}. A source is one of:\n${kinds}`);
}

export function sourceNotKnown(path: string, what: string): SandboxError {
  return new SandboxError(`${path} is ${what}. A source is one of:\n${kinds}`);
}

export function stackNotNamed(output: string, stacks: readonly string[]): SandboxError {
  if (stacks.length === 0) return new SandboxError(`${output} holds no stacks.\nWrite them first: cdktf synth.`);
  return new SandboxError(
    `${output} holds ${stacks.length} stacks: ${stacks.join(", ")}.\nName one: ${output}/stacks/${stacks[0]}`,
  );
}

/** @param place `line:column`, where it is known. */
export function notParsed(file: string, place: string | undefined, reason: string): SandboxError {
  return new SandboxError(`${place ? `${file}:${place}` : file} can't be read: ${reason}`);
}

export function unreadable(file: string, error: NodeJS.ErrnoException): SandboxError {
  const reason =
    { ENOENT: "it does not exist", EACCES: "this user may not read it", EISDIR: "it is a folder" }[error.code ?? ""] ??
    error.message;
  return new SandboxError(`${file} can't be read: ${reason}.`);
}

export function wrongShape(file: string, where: string, expected: string): SandboxError {
  return new SandboxError(`${file}: ${where} ${expected}.`);
}

export function secretMissing(action: string, name: string): SandboxError {
  return new SandboxError(`The Action "${action}" has no value for its secret ${name}.`);
}
