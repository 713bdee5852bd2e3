import type { Context } from "hono";
import { html, raw } from "hono/html";
import { style, styleHash } from "./style";

/** Text that is markup already; everything else is escaped where it is put into a page. */
export type Markup = ReturnType<typeof html>;

/** What a page shows. */
export interface PageContent {
  title: string;
  body: Markup;
  /** Help for whoever tries things out, outside of the page proper. */
  local?: Markup | undefined;
}

/** Where a page's forms may end up, and what runs in it. Default: nowhere but here, and nothing. */
export interface PagePolicy {
  /** Origins, or schemes with their colon, that a form's answer may redirect to. */
  formAction?: readonly string[];
  /** Nonce of the page's one script. */
  script?: string;
  /** Origins whose pages may frame it. */
  frameAncestors?: readonly string[];
}

/** Answers with a page. It asks nothing of another server, runs no script but its own, and is not framed or kept. */
export async function page(
  c: Context,
  { title, body, local }: PageContent,
  status: 200 | 400 | 403 | 500 = 200,
  policy: PagePolicy = {},
) {
  secure(c, policy);
  return c.html(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
${body}
</main>
${local ?? ""}
</body>
</html>`,
    status,
  );
}

/** The headers of every page. */
export function secure(c: Context, { formAction = [], script, frameAncestors = [] }: PagePolicy): void {
  const framed = frameAncestors.length > 0;
  const directives = [
    "default-src 'none'",
    `style-src ${styleHash}`,
    ...(script === undefined ? [] : [`script-src 'nonce-${script}'`]),
    `form-action ${["'self'", ...formAction].join(" ")}`,
    `frame-ancestors ${framed ? frameAncestors.join(" ") : "'none'"}`,
    "base-uri 'none'",
  ];
  c.header("content-security-policy", directives.join("; "));
  if (!framed) c.header("x-frame-options", "DENY");
  c.header("x-content-type-options", "nosniff");
  c.header("referrer-policy", "same-origin");
  c.header("cache-control", "no-store");
}

/** The part of an address that a content security policy can name: its origin, or the scheme of an application's own. */
export function sourceOf(url: string): string {
  const { origin, protocol } = new URL(url);
  return origin === "null" ? protocol : origin;
}
