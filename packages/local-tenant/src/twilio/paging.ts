import { invalidParameter } from "./errors";

/** Which page of a list is wanted. */
export interface PageRequest {
  PageSize: number;
  /** Counted from 0. */
  Page: number;
  /** The SID that headed the list when its first page was read; `undefined` for the list as it is now. */
  PageToken?: string | undefined;
}

/** A page of a list, and Twilio's envelope around it. */
export interface Page<T> {
  items: T[];
  meta: Record<string, string | number | null>;
}

/**
 * Cuts a page out of a list that is newest first. The token in the next page's URL names the head of the list, so that what
 * is added while a client pages shifts nothing.
 *
 * @param url the request's own URL, whose filters the other pages keep.
 * @throws TwilioError 60200 for a token that names nothing in the list.
 */
export function pageOf<T extends { sid: string }>(all: T[], request: PageRequest, key: string, url: string): Page<T> {
  const head = request.PageToken === undefined ? 0 : all.findIndex(({ sid }) => sid === request.PageToken);
  if (head < 0) throw invalidParameter("PageToken");
  const from = head + request.Page * request.PageSize;
  const items = all.slice(from, from + request.PageSize);
  const token = all[head]?.sid;
  const urlOf = (page: number) => pageUrl(url, page, request.PageSize, token);
  return {
    items,
    meta: {
      key,
      page: request.Page,
      page_size: request.PageSize,
      first_page_url: pageUrl(url, 0, request.PageSize),
      previous_page_url: request.Page > 0 ? urlOf(request.Page - 1) : null,
      url: urlOf(request.Page),
      next_page_url: from + request.PageSize < all.length ? urlOf(request.Page + 1) : null,
    },
  };
}

function pageUrl(base: string, page: number, pageSize: number, token?: string): string {
  const url = new URL(base);
  url.searchParams.set("PageSize", String(pageSize));
  url.searchParams.set("Page", String(page));
  if (token === undefined) url.searchParams.delete("PageToken");
  else url.searchParams.set("PageToken", token);
  return url.href;
}
