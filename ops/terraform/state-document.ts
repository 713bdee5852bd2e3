import { z } from "zod";
import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";
import { parsedJson } from "../support/json";
import { withoutLineBreaksIn } from "../support/tenant-text";
import { type Attributes, issueIn, readAttributes } from "./attributes";

/** Terraform's state of one stack. */
export interface StateDocument {
  /** Counts up with every change; 0 before the first apply. */
  serial: number;
  objects: readonly StateObject[];
}

/** A resource or a data source. */
export interface StateObject {
  mode: string;
  type: string;
  /** Type and name, e.g. `auth0_action.mfa_challenge`, of a data source too. */
  address: string;
  /** Absent where only deposed ones are left. */
  current: Attributes | undefined;
  /** What a replacement that failed half way has not deleted yet. */
  deposed: readonly Attributes[];
}

/** Terraform has written this version since 0.12, and OpenTofu since its first release. */
const VERSION = 4;

const versioned = z.looseObject({ version: z.number() });
const encrypted = z.looseObject({ encrypted_data: z.string() });
const attributes = z.record(z.string(), z.unknown());
const stateDocument = z.looseObject({
  serial: z.number(),
  resources: z.array(
    z.looseObject({
      mode: z.string(),
      type: z.string(),
      name: z.string(),
      instances: z.array(z.looseObject({ attributes, deposed: z.string().optional() })),
    }),
  ),
});

/**
 * Reads the text of a state, which is empty before the first apply.
 * @param file of a local backend; `undefined` for every other.
 * @throws UserError for what is not JSON, for a format that this version does not know, and for another form.
 */
export function parseState(text: string, file: string | undefined): StateDocument {
  if (text === "") return { serial: 0, objects: [] };
  const place = file === undefined ? "The state from the backend" : `The state in ${file}`;
  const document = withoutLineBreaksIn(parsedJson(text));
  if (!(document instanceof Object)) throw stateBroken(place, file);
  if (encrypted.safeParse(document).success) throw stateEncrypted(place);
  const version = versioned.safeParse(document).data?.version;
  if (version !== VERSION) throw stateOfOtherVersion(place, version);
  const { success, data, error } = stateDocument.safeParse(document);
  if (!success) throw stateNotAsExpected(place, issueIn(error));
  return { serial: data.serial, objects: data.resources.map(objectFrom) };
}

function objectFrom({ mode, type, name, instances }: z.output<typeof stateDocument>["resources"][number]): StateObject {
  const deposed = instances.filter((instance) => instance.deposed !== undefined);
  return {
    mode,
    type,
    address: `${type}.${name}`,
    current: instances.find((instance) => instance.deposed === undefined)?.attributes,
    deposed: deposed.map((instance) => instance.attributes),
  };
}

/** What Terraform manages, without data sources. */
export function managedIn({ objects }: StateDocument): StateObject[] {
  return objects.filter(({ mode }) => mode === "managed");
}

/**
 * What the state says of the managed object at an address; `undefined` where there is none.
 * @throws UserError when it is of another form than the schema's.
 */
export function currentAt<Schema extends z.ZodType>(
  state: StateDocument,
  address: string,
  schema: Schema,
): z.output<Schema> | undefined {
  const object = managedIn(state).find((candidate) => candidate.address === address);
  return object && currentOf(object, schema);
}

/** The same, of an object at hand. */
export function currentOf<Schema extends z.ZodType>(object: StateObject, schema: Schema): z.output<Schema> | undefined {
  return object.current && readAttributes(schema, object.current, inState(object));
}

/** For `readAttributes`. */
export function inState({ address }: Pick<StateObject, "address">): string {
  return `${address} in the state`;
}

function stateBroken(place: string, file: string | undefined): UserError {
  return new UserError(
    file === undefined
      ? `${place} is not valid JSON, so it is not known what was deployed.\nRestore an earlier version of it from the backend.`
      : `${place} is not valid JSON; its end may be missing.\n` +
          `Look at it, and restore what was there before the last change: ${file}.backup`,
  );
}

function stateEncrypted(place: string): UserError {
  return new UserError(
    `${place} is encrypted by OpenTofu, so it can't be read here.\n` +
      "Remove the encryption as OpenTofu documents it (a fallback of method unencrypted, then an apply).",
    exitCodes.notReady,
  );
}

function stateOfOtherVersion(place: string, version: number | undefined): UserError {
  const found = version === undefined ? "names no format" : `has format ${version}`;
  const fix =
    version !== undefined && version > VERSION
      ? "A newer Terraform wrote it. Update this repository to a version that reads this format."
      : "Restore a state that Terraform 0.12 or newer, or OpenTofu, has written.";
  return new UserError(`${place} ${found}; only format ${VERSION} can be read.\n${fix}`, exitCodes.notReady);
}

function stateNotAsExpected(place: string, issue: string): UserError {
  return new UserError(
    `${place} is not as expected: ${issue}.\nRestore what Terraform wrote last, or update this repository.`,
    exitCodes.notReady,
  );
}
