import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MappedCode } from "../pipeline";

/** What `<output>/source-maps.json` says of the code that was built for the stacks there; none without such a file. */
export function readSourceMaps(output: string): MappedCode[] {
  try {
    return JSON.parse(readFileSync(join(output, "source-maps.json"), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
