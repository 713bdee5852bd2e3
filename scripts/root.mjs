import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this working copy. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const inRoot = (/** @type {string[]} */ ...parts) => join(root, ...parts);
