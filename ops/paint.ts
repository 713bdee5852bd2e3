import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Paints text for standard output: only on a terminal, and not where `NO_COLOR` is set. */
export function paint(style: Style, text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;
}
