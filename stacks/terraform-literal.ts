/**
 * Text as Terraform has to read it to get the same text back. Every string in a stack is a Terraform template: `${` and
 * `%{` begin an expression unless their first character is doubled. What looks like one of cdktf's own tokens becomes
 * an expression, or cdktf would try to resolve it.
 */
export function terraformLiteral(text: string): string {
  return text.replace(/[$%#]+(?=\{TfToken\[)|[$%](?=\{)/g, (found, offset: number) =>
    text.startsWith("{TfToken[", offset + found.length) ? `\${"${found}"}` : found + found,
  );
}

/** The text of such a literal: the exact inverse of `terraformLiteral`. */
export function textOfLiteral(literal: string): string {
  return literal.replace(/([$%])\1(?=\{)|\$\{"([$%#]+)"\}(?=\{TfToken\[)/g, (_, doubled, quoted) => doubled ?? quoted);
}
