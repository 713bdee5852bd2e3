import type { Import } from "./imports";
import { closed, exceptions, layers } from "./layers";

/** Imports that run up, sideways between two places of one layer, or out of a closed package. */
export function upward(imports: readonly Import[]): Import[] {
  return imports.filter(({ from, to }) => {
    if (exceptions.some((allowed) => isIn(from, allowed.from) && isIn(to, allowed.to))) return false;
    if (closed.some((folder) => isIn(from, folder) && !isIn(to, folder))) return true;
    const [own, other] = [placeOf(from), placeOf(to)];
    return own !== other && heightOf(other) >= heightOf(own);
  });
}

/** @throws Error for a file that no layer holds. */
function placeOf(file: string): string {
  const places = layers.flat().filter((place) => isIn(file, place));
  const [longest] = places.sort((a, b) => b.length - a.length);
  if (longest === undefined) throw new Error(`${file} is in no layer of test/structure/layers.ts.`);
  return longest;
}

function heightOf(place: string): number {
  return layers.findIndex((layer) => layer.includes(place));
}

function isIn(file: string, place: string): boolean {
  return file === place || file === place.replace(/\.ts$/, "") || file.startsWith(`${place}/`);
}
