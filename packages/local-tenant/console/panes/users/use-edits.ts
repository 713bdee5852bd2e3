import { useState } from "preact/hooks";
import { patch } from "../../lib/api";
import type { UserDetail } from "../../lib/documents";
import { type Submit, useSubmit } from "../../lib/submit";
import { userPath } from "./user-path";

/** What was changed in a form of a user and is not saved yet. */
export interface Edits<Fields> extends Omit<Submit, "send"> {
  edits: Partial<Fields>;
  change(edit: Partial<Fields>): void;
  discard(): void;
  /** Sends `changes` when the form is submitted, and forgets the edits if they were taken. */
  save(event: Event, changes: object): Promise<void>;
}

/** @param reload reads the user again after a save. */
export function useEdits<Fields extends object>({ user_id: id }: UserDetail, reload: () => void): Edits<Fields> {
  const [edits, setEdits] = useState<Partial<Fields>>({});
  const { send, ...submit } = useSubmit();
  const save = async (event: Event, changes: object) => {
    event.preventDefault();
    if (!(await send(() => patch(userPath(id), changes)))) return;
    setEdits({});
    reload();
  };
  const change = (edit: Partial<Fields>) => setEdits((before) => ({ ...before, ...edit }));
  return { ...submit, edits, change, discard: () => setEdits({}), save };
}
