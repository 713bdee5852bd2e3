import type { MessageDocument } from "../../lib/documents";
import { steps } from "./steps";

const marks = { done: "✓", open: "", failed: "✕" } as const;
const says = { done: "", open: "not yet: ", failed: "" } as const;

/** The stages of a code's life in a line. */
export function Track({ message }: { message: MessageDocument }) {
  return (
    <ol class="track">
      {steps(message).map(({ name, when, state }) => (
        <li key={name} class={state}>
          <span class="mark" aria-hidden="true">
            {marks[state]}
          </span>
          <span>
            <span class="visually-hidden">{says[state]}</span>
            {name}
            {when && <small class="soft when">{when}</small>}
          </span>
        </li>
      ))}
    </ol>
  );
}
