const NUMBER = /\+?\d[\d\s().-]{5,}\d/g;
const EMAIL = /[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"',;]+/g;

/** Everything but the last two digits of a phone number hidden. */
export function maskNumber(number: string): string {
  return `${"•".repeat(Math.max(0, number.length - 2))}${number.slice(-2)}`;
}

/** The text with what looks like a phone number or an e-mail address in it hidden. */
export function maskPersonal(text: string): string {
  return text.replace(EMAIL, "•••@•••").replace(NUMBER, maskNumber);
}
