/** What `fields` and `include_fields` leave of a document. */
export function pickFields(document: object, query: { fields?: string | undefined; include_fields: boolean }): object {
  const named = query.fields?.split(",");
  if (named === undefined) return document;
  return Object.fromEntries(Object.entries(document).filter(([key]) => named.includes(key) === query.include_fields));
}
