import type { Output } from "../../../ops/support/output";

/** What a verb prints for people, kept instead of printed. */
export interface RecordedOutput extends Output {
  /** All of it, in order. */
  printed: string;
  /** The documents that scripts would have got. */
  documents: unknown[];
}

export function recordedOutput(): RecordedOutput {
  const add = (text = "") => {
    output.printed += text;
  };
  const documented = (document: unknown, text?: string) => {
    output.documents.push(document);
    add(text);
  };
  const output: RecordedOutput = {
    printed: "",
    documents: [],
    text: add,
    aside: add,
    result: documented,
    entry: documented,
  };
  return output;
}
