/**
 * Text as Terraform has to read it to get the same text back. Every string in a stack is a Terraform template: `${` and
 * `%{` begin an expression unless their first character is doubled. What looks like one of cdktf's own tokens is broken
 * up too, or cdktf would try to resolve it.
 */
export function terraformLiteral(text: string): string {
  return text.replace(/[$%](?=\{)|#(?=\{TfToken\[)/g, escaped);
}

function escaped(character: string, offset: number, text: string): string {
  if (!text.startsWith("{TfToken[", offset + 1)) return character + character;
  return `\${"${character}"}`;
}
