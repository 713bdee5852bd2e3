import type { ActionFinding } from "../../live/finding";
import { actionFindingInWords } from "../../live/finding-in-words";

/** Why an Action changes: what is wrong with the one that runs, or what became of it outside of this plan. */
export type ChangeReason =
  | ActionFinding
  | { kind: "changed-outside" }
  | { kind: "deleted-outside" }
  /** By a deploy that failed. */
  | { kind: "half-created" };

/** E.g. `it was changed outside of Terraform`, to follow "because". */
export function reasonInWords(reason: ChangeReason): string {
  switch (reason.kind) {
    case "changed-outside":
      return "it was changed outside of Terraform";
    case "deleted-outside":
      return "it was deleted outside of Terraform";
    case "half-created":
      return "it was left half-created by a failed deploy";
    default:
      return actionFindingInWords(reason);
  }
}
