import { statSync } from "node:fs";

/** Whether there is something there that can be read or written: a file, a pipe, a device; false for a folder. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
}
