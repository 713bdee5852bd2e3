import { useState } from "preact/hooks";
import { Json } from "../../components/json";
import { Problem } from "../../components/problem";
import { get } from "../../lib/api";
import type { ActionEvent, LoginTimelineEntry } from "../../lib/documents";
import { dayAndTime, duration } from "../../lib/format";
import { EntryBody } from "./entry-body";
import { type EntryWords, wordsOf } from "./entry-words";

/** What happened in a login, in order, each with the time since its beginning. */
export function Timeline({ id, timeline }: { id: string; timeline: readonly LoginTimelineEntry[] }) {
  const start = timeline[0]?.at ?? 0;
  let actions = 0;
  return (
    <ol class="timeline">
      {timeline.map((entry, index) => {
        const words = wordsOf(entry);
        if (!words) return null;
        const action = entry.kind === "action" ? actions++ : undefined;
        return (
          <li key={index} class={`moment ${words.tone}`}>
            <time class="moment-at" title={dayAndTime(entry.at)}>
              +{duration(entry.at - start)}
            </time>
            <span class="moment-dot" aria-hidden="true" />
            <div class="moment-text">
              <Heading words={words} />
              <EntryBody entry={entry} />
              {action !== undefined && <Raw id={id} action={action} entry={entry} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Heading({ words: { what, about, ms } }: { words: EntryWords }) {
  return (
    <p class="moment-head">
      <strong>{what}</strong> {about && <span class="moment-about">{about}</span>}
      {ms !== undefined && <span class="moment-ms">{duration(ms)}</span>}
    </p>
  );
}

/** The event that an Action was handed, asked for when it is wanted, and its calls. */
function Raw({ id, action, entry }: { id: string; action: number; entry: LoginTimelineEntry }) {
  const [event, setEvent] = useState<unknown>();
  const [error, setError] = useState<Error>();
  const load = async () => {
    const answer = get<{ events: ActionEvent[] }>(`/logins/${encodeURIComponent(id)}/events`);
    await answer.then(({ events }) => setEvent(events[action]?.event), setError);
  };
  return (
    <div class="moment-raw">
      <details class="json" onToggle={(toggled) => toggled.currentTarget.open && void load()}>
        <summary>Event it received</summary>
        <Problem error={error} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard by it */}
        <pre tabIndex={0}>{event === undefined ? "…" : JSON.stringify(event, null, 2)}</pre>
      </details>
      <Json name="Run as JSON" value={entry} />
    </div>
  );
}
