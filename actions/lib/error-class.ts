/** The name of an error's class: all that a log may hold of it, since messages may hold personal data. */
export function errorClass(error: unknown): string {
  const name: unknown = Object(error).constructor?.name;
  return typeof name === "string" && /^(?!.*\d{3})\w{1,40}$/.test(name) ? name : "Error";
}

/** Node's code of an error (`ENOTFOUND`); `undefined` for what does not look like one, or could hold a phone number. */
export function nodeCode(code: unknown): string | undefined {
  return typeof code === "string" && /^(?!.*\d{3})[A-Z][A-Z0-9_]{0,39}$/.test(code) ? code : undefined;
}
