/** The name of an error's class: all that a log may hold of it, since messages may hold personal data. */
export function errorClass(error: unknown): string {
  const name: unknown = Object(error).constructor?.name;
  return typeof name === "string" && /^\w{1,40}$/.test(name) ? name : "Error";
}
