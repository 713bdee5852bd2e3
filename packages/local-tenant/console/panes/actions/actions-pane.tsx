import "../../components/master.css";
import "./actions.css";
import { useEffect } from "preact/hooks";
import { Problem } from "../../components/problem";
import type { ActionsDocument, TenantAction } from "../../lib/documents";
import { useLive } from "../../lib/live";
import { useTop } from "../../lib/use-top";
import type { PaneProps } from "../pane-props";
import { ActionDetail } from "./action-detail";
import { ActionList } from "./action-list";

const topics = ["actions"] as const;

/** Milliseconds between two looks at a build, or at a version that is not live yet: nothing tells when they end. */
const lookMs = 500;

/** What each trigger runs, and one Action of it. `rest`: the Action's id, and what of its code is shown. */
export function ActionsPane({ rest: [id, view] }: PaneProps) {
  const { data, error, reload } = useLive<ActionsDocument>("/actions", topics);
  useTop(id);
  const waits = data?.actions.some(isUnderWay) === true;
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(reload, lookMs);
    return () => clearInterval(timer);
  }, [waits, reload]);
  if (!data) return <Problem error={error} />;
  const chosen = data.actions.find((action) => action.id === id);
  const shown = chosen ?? (id === undefined ? firstOf(data) : undefined);
  return (
    <div class={`master ${id === undefined ? "at-list" : "at-detail"}`}>
      <ActionList document={data} shown={shown?.id} />
      <div class="detail">
        {shown ? (
          <ActionDetail key={shown.id} action={shown} view={chosen ? view : undefined} />
        ) : (
          <p class="notice">This Action no longer exists.</p>
        )}
      </div>
    </div>
  );
}

function firstOf({ triggers, actions }: ActionsDocument): TenantAction | undefined {
  const [first] = triggers.flatMap(({ bindings }) => bindings);
  return actions.find(({ id }) => id === first?.action_id) ?? actions[0];
}

function isUnderWay({ status, versions: [newest] }: TenantAction): boolean {
  return status === "pending" || status === "building" || newest?.live === false;
}
