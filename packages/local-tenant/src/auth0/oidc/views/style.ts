import { createHash } from "node:crypto";

/** All of the pages' style. Nothing is asked of any other server: the fonts are the system's. */
export const style = `
:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--ink:#15171c;--soft:#5a6170;--line:#c9ced8;--faint:#e6e9ee;--accent:#2f55d4;--accent-ink:#fff;--bad:#b3261e;--bad-page:#fdf1f0;--good-page:#eef3ff}
@media (prefers-color-scheme:dark){:root{--page:#101216;--card:#181b21;--ink:#eceef2;--soft:#a3abb9;--line:#454c5a;--faint:#2a2f38;--accent:#8ea8ff;--accent-ink:#0e1220;--bad:#ffb4ab;--bad-page:#2c1918;--good-page:#1b2338}}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;background:var(--page);color:var(--ink);display:flex;flex-direction:column;align-items:center;padding:clamp(1rem,8vh,6rem) 1rem 2rem}
main{width:100%;max-width:25rem;background:var(--card);border:1px solid var(--faint);border-radius:16px;padding:2.5rem 2rem 2rem;box-shadow:0 1px 2px rgb(16 18 22/.04),0 12px 32px rgb(16 18 22/.06)}
h1{font-size:1.5rem;line-height:1.25;letter-spacing:-.015em;font-weight:650;margin:0 0 .5rem;overflow-wrap:anywhere}
p{margin:0 0 1.5rem;color:var(--soft);overflow-wrap:anywhere}
a{color:var(--accent)}
p strong{color:var(--ink);font-weight:600}
label,legend{display:block;font-weight:550;font-size:.9375rem;margin:0 0 .375rem;padding:0}
input[type=text],input[type=password],input[type=tel],input[type=email]{width:100%;min-height:3rem;padding:.625rem .875rem;font:inherit;color:inherit;background:var(--page);border:1px solid var(--line);border-radius:10px}
input[autocomplete=one-time-code]{font-size:1.375rem;letter-spacing:.2em;font-variant-numeric:tabular-nums}
input[aria-invalid=true]{border-color:var(--bad)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.field{margin:0 0 1.25rem}
button{font:inherit;cursor:pointer}
.primary{width:100%;min-height:3rem;border:0;border-radius:10px;background:var(--accent);color:var(--accent-ink);font-weight:600}
.primary:hover{filter:brightness(1.06)}
.row{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:1.25rem 0 0}
.row:empty{display:none}
.quiet{background:none;border:0;padding:.5rem 0;min-height:2.75rem;color:var(--accent);font-weight:550;text-align:left;border-radius:6px}
.quiet:hover{text-decoration:underline}
.choice{display:block;width:100%;min-height:3.25rem;margin:0 0 .75rem;padding:.75rem 1rem;text-align:left;color:inherit;background:var(--page);border:1px solid var(--line);border-radius:10px;font-weight:550}
.choice:hover{border-color:var(--accent)}
.error,.info{margin:0 0 1.5rem;padding:.75rem 1rem;border-radius:10px;font-size:.9375rem;color:var(--ink);background:var(--good-page)}
.error{background:var(--bad-page);color:var(--bad)}
.who{display:flex;align-items:center;justify-content:space-between;gap:1rem;margin:0 0 1.25rem;padding:.25rem .875rem;border:1px solid var(--faint);border-radius:10px}
.who span{overflow-wrap:anywhere;min-width:0}
code{font:.9375rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.secret{display:block;padding:.75rem 1rem;margin:0 0 1.5rem;background:var(--page);border:1px solid var(--faint);border-radius:10px;letter-spacing:.06em}
.local{width:100%;max-width:25rem;margin:1.5rem 0 0;padding:0 .5rem;font-size:.875rem;color:var(--soft)}
.local summary{cursor:pointer;padding:.5rem 0;border-radius:6px}
.local p{margin:.25rem 0 .75rem;font-size:inherit}
.local ul{list-style:none;margin:0;padding:0}
.local .quiet{padding:.375rem 0;font-weight:500;overflow-wrap:anywhere;font-size:inherit}
input[type=text].hidden{position:absolute;width:1px;height:1px;min-height:0;padding:0;border:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:26rem){body{padding:0;background:var(--card)}main{border:0;border-radius:0;box-shadow:none;padding:2rem 1.25rem 1rem}.local{padding:0 1.25rem 1.5rem;margin:0}}
`;

/** What a content security policy allows by it. */
export const styleHash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
