/** Less than this is not worth breaking at words: the terminal breaks it. */
const narrowest = 24;

/** A line as several of at most `width` characters, broken between words; all but the first are indented by two. */
export function wrap(line: string, width: number): string[] {
  if (line.length <= width || width < narrowest) return [line];
  const at = line.lastIndexOf(" ", width);
  if (line.slice(0, at).trim() === "") return [line];
  return [line.slice(0, at).trimEnd(), ...wrap(`  ${line.slice(at).trimStart()}`, width)];
}
