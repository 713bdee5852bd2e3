import { useEffect, useId, useRef } from "preact/hooks";
import { CopyButton } from "../../components/copy-button";
import { Problem } from "../../components/problem";
import type { TenantAction } from "../../lib/documents";
import { useLive } from "../../lib/live";
import { go } from "../../lib/router";
import { Changes } from "./changes";
import { Code } from "./code";
import { parseView, type Revision, type View, viewOfChanges, viewOfCode } from "./view";

const never = [] as const;
const actions = ["actions"] as const;

/** The code of a version or of the draft, or what differs between two of them. */
export function CodeSection({ action, view }: { action: TenantAction; view: string | undefined }) {
  const shown = usable(parseView(view), action) ?? usual(action);
  const [first, second] = shown.kind === "code" ? [shown.of] : [shown.from, shown.to];
  const before = useCode(action, first);
  const after = useCode(action, second);
  const isThere = before.data !== undefined && (second === undefined || after.data !== undefined);
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    if (view !== undefined && isThere) top.current?.scrollIntoView();
  }, [view, isThere]);
  return (
    <section class="card code-card" aria-label="Code" ref={top}>
      <div class="card-head">
        <h2>{shown.kind === "code" ? "Code" : "Changes"}</h2>
        <span class="row">
          <Choices action={action} view={shown} />
          {shown.kind === "code" && before.data && <CopyButton text={before.data.code} />}
        </span>
      </div>
      <Problem error={before.error ?? after.error} />
      {shown.kind === "code" && before.data && <Code text={before.data.code} name={`Code of ${nameOf(shown.of)}`} />}
      {shown.kind === "changes" && before.data && after.data && (
        <Changes
          before={{ name: nameOf(shown.from), code: before.data.code, contents: contentsOf(action, shown.from) }}
          after={{ name: nameOf(shown.to), code: after.data.code, contents: contentsOf(action, shown.to) }}
        />
      )}
    </section>
  );
}

/** What else could be looked at; nothing for an Action with a single version. */
function Choices({ action, view }: { action: TenantAction; view: View }) {
  const revisions = revisionsOf(action);
  const open = (next: View) => {
    const text = next.kind === "code" ? viewOfCode(next.of) : viewOfChanges(next.from, next.to);
    go("actions", action.id, text);
  };
  if (revisions.length < 2) return null;
  if (view.kind === "code") {
    return (
      <>
        <Choice label="of" value={view.of} action={action} choose={(of) => open({ kind: "code", of })} />
        <button type="button" onClick={() => open(comparison(view.of, revisions))}>
          Compare
        </button>
      </>
    );
  }
  return (
    <>
      <Choice label="from" value={view.from} action={action} choose={(from) => open({ ...view, from })} />
      <Choice label="to" value={view.to} action={action} choose={(to) => open({ ...view, to })} />
      <button type="button" onClick={() => open({ kind: "code", of: view.to })}>
        Show code
      </button>
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: Revision;
  action: TenantAction;
  choose(revision: Revision): void;
}

function Choice({ label, value, action, choose }: ChoiceProps) {
  const id = useId();
  return (
    <span class="choice">
      <label for={id} class="soft">
        {label}
      </label>
      <select
        id={id}
        value={String(value)}
        onChange={({ currentTarget: { value: chosen } }) => choose(chosen === "draft" ? chosen : Number(chosen))}
      >
        {revisionsOf(action).map((revision) => (
          <option key={revision} value={String(revision)}>
            {nameOf(revision)}
            {action.versions.some(({ live, number }) => live && number === revision) && " (live)"}
          </option>
        ))}
      </select>
    </span>
  );
}

/** The draft changes; a version never does. */
function useCode({ id }: TenantAction, of: Revision | undefined) {
  const path = of === undefined ? undefined : `/actions/${id}/${of === "draft" ? "draft" : `versions/${of}`}`;
  return useLive<{ code: string }>(path, of === "draft" ? actions : never);
}

function nameOf(revision: Revision): string {
  return revision === "draft" ? "the draft" : `version ${revision}`;
}

/** The draft where it differs from what runs, then the versions, newest first. */
function revisionsOf({ all_changes_deployed: isDeployed, versions }: TenantAction): Revision[] {
  const numbers = versions.map(({ number }) => number);
  return isDeployed ? numbers : ["draft", ...numbers];
}

function contentsOf({ draft, versions }: TenantAction, of: Revision) {
  return versions.find(({ number }) => number === of) ?? draft;
}

/** What is shown unless the address says otherwise: what logins run. */
function usual({ versions }: TenantAction): View {
  const live = versions.find((version) => version.live);
  return { kind: "code", of: live?.number ?? "draft" };
}

/** Nothing for a version that is not kept any more. */
function usable(view: View | undefined, { versions }: TenantAction): View | undefined {
  const isThere = (of: Revision) => of === "draft" || versions.some(({ number }) => number === of);
  const named = view?.kind === "changes" ? [view.from, view.to] : view ? [view.of] : [];
  return named.every(isThere) ? view : undefined;
}

/** With the one before it, else with the one after it. */
function comparison(of: Revision, revisions: readonly Revision[]): View {
  const index = revisions.indexOf(of);
  const before = revisions[index + 1];
  if (before !== undefined) return { kind: "changes", from: before, to: of };
  return { kind: "changes", from: of, to: revisions[index - 1] ?? of };
}
