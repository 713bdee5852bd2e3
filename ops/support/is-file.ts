import { statSync } from "node:fs";

/** Whether a file is there; false for a folder. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
