import type { LoginTimelineEntry } from "../../lib/documents";

/** What an Action printed and called, and where it failed. Nothing for the other entries. */
export function EntryBody({ entry }: { entry: LoginTimelineEntry }) {
  if (entry.kind !== "action" && entry.kind !== "phone-provider") return null;
  const failure = entry.kind === "action" ? entry.error : entry.reason;
  return (
    <>
      {failure !== undefined && <Failure message={failure} stack={entry.stack} />}
      {entry.console.length > 0 && (
        <ul class="lines" aria-label="What it printed">
          {entry.console.map(({ level, text }, index) => (
            <li key={index} class={level}>
              {text}
            </li>
          ))}
        </ul>
      )}
      {entry.calls.length > 0 && (
        <ul class="lines calls" aria-label="What it called">
          {entry.calls.map(({ method, args }, index) => (
            <li key={index}>
              <span class="soft">api.</span>
              {method}({args.map((argument) => JSON.stringify(argument)).join(", ")})
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The message, and the places of the sources: of TypeScript where its map is known. */
function Failure({ message, stack = "" }: { message: string; stack?: string | undefined }) {
  const places = stack
    .split("\n")
    .filter((line) => /^ +at /.test(line))
    .map((line) => line.trim());
  return (
    <div class="notice bad failure">
      <strong>{message}</strong>
      {places.map((place, index) => (
        <code key={index}>{place}</code>
      ))}
    </div>
  );
}
