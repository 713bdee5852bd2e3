import { useId } from "preact/hooks";
import { FieldNote } from "../../components/field";
import type { UserDetail } from "../../lib/documents";
import { EditForm } from "./edit-form";
import { useEdits } from "./use-edits";

const kinds = ["user_metadata", "app_metadata"] as const;

type Kind = (typeof kinds)[number];

const hints: Readonly<Record<Kind, string>> = {
  user_metadata: "What users may change themselves.",
  app_metadata: "What applications and Actions know about the user.",
};

/** The metadata as JSON, to be edited. */
export function Metadata({ user, reload }: { user: UserDetail; reload(): void }) {
  const { edits, change, fields, ...form } = useEdits<Record<Kind, string>>(user, reload);
  const shown = (kind: Kind) => edits[kind] ?? JSON.stringify(user[kind], null, 2);
  const parsed = kinds.map((kind) => [kind, parse(shown(kind))] as const);
  const changed = parsed.filter(([kind, { value }]) => JSON.stringify(value) !== JSON.stringify(user[kind]));
  const isReadable = parsed.every(([, { problem }]) => problem === undefined);
  const changes = Object.fromEntries(changed.map(([kind, { value }]) => [kind, value]));
  return (
    <EditForm
      title="Metadata"
      changes={changes}
      canSave={changed.length > 0 && isReadable}
      canDiscard={Object.keys(edits).length > 0}
      {...form}
    >
      {parsed.map(([kind, { problem }]) => (
        <JsonField
          key={kind}
          label={kind}
          value={shown(kind)}
          hint={hints[kind]}
          wrong={problem ?? fields[kind]}
          onValue={(value) => change({ [kind]: value })}
        />
      ))}
    </EditForm>
  );
}

interface JsonFieldProps {
  label: string;
  value: string;
  hint: string;
  wrong: string | undefined;
  onValue(value: string): void;
}

function JsonField({ label, value, hint, wrong, onValue }: JsonFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class="mono">
        {label}
      </label>
      <textarea
        id={id}
        class="mono"
        rows={Math.min(14, Math.max(4, value.split("\n").length))}
        spellcheck={false}
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-said`}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
      <FieldNote id={`${id}-said`} wrong={wrong} hint={hint} />
    </div>
  );
}

function parse(text: string): { value?: unknown; problem?: string } {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? { value } : { problem: "enter a JSON object" };
  } catch (error) {
    return { problem: `this is not valid JSON: ${(error as Error).message}` };
  }
}
