import { z } from "zod";
import { wrongShape } from "../errors";

/** Arguments and nested blocks by name: a string is a template, and which of them there are depends on the type. */
export type Block = Readonly<Record<string, unknown>>;

const block = z.record(z.string(), z.unknown());
const blocksByType = z.record(z.string(), z.record(z.string(), block));

const stackDocument = z.looseObject({
  resource: blocksByType.optional(),
  data: blocksByType.optional(),
  variable: z.record(z.string(), block).optional(),
});

/** One stack in Terraform's JSON syntax, as `cdktf synth` writes it, as far as the local tenant reads it. */
export type StackDocument = z.output<typeof stackDocument>;

/** Takes parsed JSON as a stack. Throws a `LocalTenantError` that names the file and what is not as in a stack. */
export function stackDocumentIn(json: unknown, file: string): StackDocument {
  const { success, data, error } = stackDocument.safeParse(json);
  if (success) return data;
  const [issue] = error.issues;
  throw wrongShape(file, issue?.path.join(".") || "it", `is not as in a stack: ${issue?.message}`);
}

/** A Terraform block that may be written once, in a list, or not at all. */
export function blocks(value: unknown): Block[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((each) => typeof each === "object" && each !== null);
}

const shownAs = z.looseObject({ "//": z.looseObject({ address: z.string() }) });

/** Where Terraform shows a resource to be; `undefined` for one of a stack as it is written. */
export function shownAddress(block: Block): string | undefined {
  return shownAs.safeParse(block).data?.["//"].address;
}

/** A resource's address in messages: where Terraform shows it, or else the one that the stack gives it. */
export function addressInMessages(address: string, block: Block): string {
  return shownAddress(block) ?? address;
}

/** A resource of which there is one: blocks that may be there once as what is in them; what is empty says nothing. */
export function onceEach({ id: _ofTerraform, ...block }: Block): Block {
  const entries = Object.entries(block).filter(
    ([, value]) => value !== "" && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) && typeof value[0] === "object" ? value[0] : value]),
  );
}
