import { styleText } from "node:util";

type Colour = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Colours a text. */
export type Paint = (colour: Colour, text: string) => string;

/** Colours on a terminal, unless NO_COLOR is set to anything; plain text elsewhere. */
export function painter(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Paint {
  const plain = !stream.isTTY || (env.NO_COLOR !== undefined && env.NO_COLOR !== "");
  return plain ? (_, text) => text : (colour, text) => styleText(colour, text, { validateStream: false });
}
