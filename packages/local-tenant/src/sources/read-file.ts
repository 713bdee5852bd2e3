import { readFileSync } from "node:fs";
import { isMap, isSeq, LineCounter, parseDocument } from "yaml";
import { notParsed, unreadable } from "./errors";

/** The text of a file, also as PowerShell writes it: UTF-16 with its mark. Throws a `LocalTenantError` that names it. */
export function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf16le" : "utf8";
    return bytes.toString(encoding).replace(/^\uFEFF/, "");
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException);
  }
}

/** Parses JSON. Throws a `LocalTenantError` with the place of a mistake. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const reason = (error as Error).message.replace(/,? (?:in JSON )?at position \d+.*$/, "");
    throw notParsed(file, position === undefined ? firstMistake(text) : placeOf(text, Number(position)), reason);
  }
}

/** Parses YAML. Throws a `LocalTenantError` with the place of a mistake. */
export function parseYaml(text: string, file: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw notParsed(file, `${line}:${col}`, error.message);
  }
  if (document.contents !== null && !isMap(document.contents) && !isSeq(document.contents)) {
    throw notParsed(file, undefined, "it is a single value, not a document");
  }
  return document.toJS();
}

/** `line:column` of an offset, both from 1. */
export function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

/** JSON.parse does not always say where; YAML's parser does, and JSON is a subset of YAML. */
function firstMistake(text: string): string | undefined {
  const [error] = parseDocument(text, { prettyErrors: false }).errors;
  return error && placeOf(text, error.pos[0]);
}
