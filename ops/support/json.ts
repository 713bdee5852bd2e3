/** What a text says in JSON; `undefined` when it is not valid JSON, which no schema takes for the document it wants. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
