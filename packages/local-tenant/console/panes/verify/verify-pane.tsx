import "./verify.css";
import { href } from "../../lib/router";
import type { PaneProps } from "../pane-props";
import { Overview } from "./overview";
import { Requests } from "./requests";
import { Verifications } from "./verifications";

const parts = [
  { id: undefined, title: "Conversion", Content: Overview },
  { id: "verifications", title: "Verifications", Content: Verifications },
  { id: "requests", title: "Requests", Content: Requests },
] as const;

/** `#/verify`, `#/verify/verifications/<sid>`, `#/verify/requests`. */
export function VerifyPane({ rest: [id, chosen] }: PaneProps) {
  const part = parts.find((each) => each.id === id) ?? parts[0];
  return (
    <>
      <nav class="parts" aria-label="Verify">
        {parts.map(({ id: each = "", title }) => (
          <a
            key={each}
            href={each ? href("verify", each) : href("verify")}
            aria-current={title === part.title ? "page" : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      <part.Content chosen={chosen} />
    </>
  );
}
