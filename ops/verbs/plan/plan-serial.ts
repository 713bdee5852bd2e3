import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { z } from "zod";

const state = z.looseObject({ serial: z.number() });

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DEFLATED = 8;

/**
 * The serial of the state that a saved plan was made from. A plan is a ZIP file, whose entry `tfstate` is that state.
 * `undefined` where the file is another: Terraform itself then says what is wrong with it.
 */
export function planSerial(file: string): number | undefined {
  try {
    return state.parse(JSON.parse(entryOf(readFileSync(file), "tfstate") ?? "")).serial;
  } catch {
    return undefined;
  }
}

/** The text of one entry of a ZIP file; `undefined` when it is not there. Throws for anything but a ZIP file. */
function entryOf(zip: Buffer, name: string): string | undefined {
  let end = zip.length - 22;
  while (zip.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    if (zip.toString("utf8", at + 46, at + 46 + nameLength!) === name) return contentAt(zip, at);
    at += 46 + nameLength! + extraLength! + commentLength!;
  }
  return undefined;
}

/** @param entry where the entry is in the directory, which has the sizes; before the content they may be missing. */
function contentAt(zip: Buffer, entry: number): string {
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const content = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
  return (zip.readUInt16LE(entry + 10) === DEFLATED ? inflateRawSync(content) : content).toString("utf8");
}
