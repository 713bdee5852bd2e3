import type { ComponentChildren } from "preact";
import { Problem } from "../../components/problem";
import type { Edits } from "./use-edits";

interface EditFormProps extends Pick<Edits<object>, "save" | "discard" | "busy" | "error"> {
  title: string;
  /** What is sent when it is saved. */
  changes: object;
  canSave: boolean;
  canDiscard: boolean;
  children: ComponentChildren;
}

/** A card with fields of a user to edit, why the last save was refused, and what to do with the edits. */
export function EditForm({ title, changes, canSave, canDiscard, save, discard, busy, error, children }: EditFormProps) {
  return (
    <form class="card" aria-label={title} onSubmit={(event) => void save(event, changes)}>
      <div class="card-head">
        <h2>{title}</h2>
      </div>
      <div class="card-body stack">
        <div class="fields">{children}</div>
        <Problem error={error} />
        <div class="row">
          <button type="submit" class="primary" disabled={busy || !canSave}>
            Save {title.toLowerCase()}
          </button>
          {canDiscard && (
            <button type="button" onClick={discard}>
              Discard
            </button>
          )}
        </div>
      </div>
    </form>
  );
}
