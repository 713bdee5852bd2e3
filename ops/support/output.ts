import { printJson, printNote, printText } from "./print";

/** Where a verb's result goes. Progress is printed with `printNote`, for scripts and people alike. */
export interface Output {
  /** For people; scripts get none of it. */
  text(text: string): void;
  /** What came of a verb, once: `document` for scripts, `text` for people who have not been told as it went. */
  result(document: unknown, text?: string): void;
  /** One of many that make up the result, as it comes. */
  entry(document: unknown, text: string): void;
  /** In addition to the result; it goes to standard error. */
  aside(text: string): void;
}

/** For people, on standard output. */
export const textOutput: Output = {
  text: printText,
  result: (_, text = "") => printText(text),
  entry: (_, text) => printText(text),
  aside: printText,
};

/** One JSON document on standard output, and nothing else there; of entries, one a line. */
export class JsonOutput implements Output {
  #isEmpty = true;

  /** Whether nothing was printed yet. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  text(): void {}

  result(document: unknown): void {
    this.#print(document, 2);
  }

  entry(document: unknown): void {
    this.#print(document);
  }

  aside(text: string): void {
    printNote(text);
  }

  #print(document: unknown, indent?: number): void {
    this.#isEmpty = false;
    printJson(document, indent);
  }
}
