/** What a workflow file holds. */
export type Yaml = string | Yaml[] | { [key: string]: Yaml };

interface Line {
  indent: number;
  text: string;
}

/**
 * Reads the part of YAML that the workflows are written in: mappings, lists, plain and quoted scalars (all come as
 * strings), `[a, b]`, `{}`, `>-`, and `|` without its inner indentation. Throws on a line that it does not understand.
 */
export function parseYaml(text: string): Yaml {
  const lines = text
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, "").trimEnd())
    .filter((line) => line !== "")
    .map((line) => ({ indent: line.search(/\S/), text: line.trimStart() }));
  const read = block(lines, 0);
  if (lines.length > 0) throw new Error(`Not understood: ${lines[0]!.text}`);
  return read;
}

/** Takes the lines of one mapping or list from the front. */
function block(lines: Line[], indent: number): Yaml {
  return lines[0]!.text.startsWith("- ") ? list(lines, indent) : mapping(lines, indent);
}

function list(lines: Line[], indent: number): Yaml[] {
  const items: Yaml[] = [];
  while (lines[0]?.indent === indent && lines[0].text.startsWith("- ")) {
    const text = lines[0].text.slice(2);
    if (keyOf(text)) {
      lines[0] = { indent: indent + 2, text };
      items.push(mapping(lines, indent + 2));
    } else items.push(scalar(lines.shift()!.text.slice(2)));
  }
  return items;
}

function mapping(lines: Line[], indent: number): { [key: string]: Yaml } {
  const read: { [key: string]: Yaml } = {};
  while (lines[0]?.indent === indent) {
    const found = keyOf(lines[0].text);
    if (!found) throw new Error(`Not understood: ${lines[0].text}`);
    lines.shift();
    read[found.key] = value(lines, indent, found.rest);
  }
  return read;
}

function value(lines: Line[], indent: number, rest: string): Yaml {
  const deeper = (lines[0]?.indent ?? -1) > indent;
  if (rest === ">-" || rest === "|") {
    const written = [];
    while ((lines[0]?.indent ?? -1) > indent) written.push(lines.shift()!.text);
    return written.join(rest === "|" ? "\n" : " ");
  }
  if (rest !== "") return scalar(rest);
  return deeper ? block(lines, lines[0]!.indent) : "";
}

function keyOf(text: string): { key: string; rest: string } | undefined {
  const [, key, rest] = /^([\w-]+):(?: (.*))?$/.exec(text) ?? [];
  return key === undefined ? undefined : { key, rest: rest ?? "" };
}

function scalar(text: string): Yaml {
  if (text === "{}") return {};
  if (/^\[.*\]$/.test(text))
    return text
      .slice(1, -1)
      .split(",")
      .map((item) => scalar(item.trim()));
  return /^"(.*)"$/.exec(text)?.[1] ?? text;
}
