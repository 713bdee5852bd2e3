import type { Import } from "./imports";

/** What is wrong with a circle of files, and how to fix it. */
export function circleInWords(files: readonly string[]): string {
  return `These files import each other in a circle: ${files.join(", ")}. Move what they share into a file that imports none of them.`;
}

/** What is wrong with an import that breaks the order of the layers, and how to fix it. */
export function upwardInWords({ from, to }: Import): string {
  return `${from} imports ${to}, which is not in a layer below it. Move what both need down, or pass it in as an argument. The order is in test/structure/layers.ts.`;
}
