import { useEffect, useRef } from "preact/hooks";
import { Badge } from "../../components/badge";
import { Json } from "../../components/json";
import type { VerificationDocument } from "../../lib/documents";
import { count, dayAndTime, duration, timeOfDay } from "../../lib/format";
import { href } from "../../lib/router";
import { Attempts } from "./attempts";
import { statuses } from "./statuses";

/** One verification in a line, and behind it its attempts. */
export function Verification({ verification, isChosen }: { verification: VerificationDocument; isChosen: boolean }) {
  const { sid, to, status, createdAt, endedAt, attempts, checks } = verification;
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (isChosen) place.current?.scrollIntoView({ block: "center" });
  }, [isChosen]);
  return (
    <details ref={place} class="entry" open={isChosen}>
      <summary>
        <time title={dayAndTime(createdAt)}>{timeOfDay(createdAt)}</time>
        <span class="mono grow">{to}</span>
        <span class="soft">{count(attempts.length, "attempt")}</span>
        <span class="soft after">{endedAt === undefined ? "" : `after ${duration(endedAt - createdAt)}`}</span>
        <span class="ends">
          <Badge tone={statuses[status].tone}>{statuses[status].word}</Badge>
        </span>
      </summary>
      <div class="entry-body">
        <p class="changes">
          pending {timeOfDay(createdAt)}
          {endedAt !== undefined && (
            <>
              {" → "}
              {statuses[status].word} {timeOfDay(endedAt)}, {duration(endedAt - createdAt)} later
            </>
          )}
        </p>
        {checks > 0 && <p class="soft">{count(checks, "code")} checked by Verify itself.</p>}
        <Attempts attempts={attempts} />
        <p>
          <a href={href("phone", to)}>What arrived at {to}</a>
        </p>
        <Json name={`JSON of ${sid}`} value={verification} />
      </div>
    </details>
  );
}
