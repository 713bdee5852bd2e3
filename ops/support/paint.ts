import { randomUUID } from "node:crypto";
import { styleText } from "node:util";
import { printableLines } from "./printable";

type Style = Parameters<typeof styleText>[0];

/** In place of the escape character: nobody else's text can hold it, so what is printed has no colours but ours. */
const mark = randomUUID();
const painted = new RegExp(`${mark}(\\[\\d+m)`, "g");

/** Paints text for standard output: only on a terminal, and not where `NO_COLOR` is set. For `printText` alone. */
export function paint(style: Style, text: string): string {
  if (!process.stdout.isTTY || process.env.NO_COLOR) return text;
  return styleText(style, printableLines(text), { validateStream: false }).replaceAll("\u001b", mark);
}

/** With the escape sequences of what was painted. */
export function withColours(text: string): string {
  return text.replace(painted, "\u001b$1");
}

/** Without what was painted: for a page or a file. */
export function withoutColours(text: string): string {
  return text.replace(painted, "");
}
