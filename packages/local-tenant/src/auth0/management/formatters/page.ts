export interface PageQuery {
  /** Counts from 0. */
  page: number;
  perPage: number;
}

/**
 * One page of a list in the platform's envelope. Zero values are left out: no `page` on page 0, and no `total` on a page
 * that is empty. A client that follows `total` alone asks for page after page until it is missing.
 */
export function formatPage(key: string, items: readonly unknown[], { page, perPage }: PageQuery) {
  const slice = items.slice(page * perPage, (page + 1) * perPage);
  return {
    [key]: slice,
    ...(slice.length > 0 && { total: items.length }),
    ...(page > 0 && { page }),
    per_page: perPage,
  };
}
