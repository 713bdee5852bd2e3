import type { ComponentType } from "preact";
import { ActionsPane } from "./actions/actions-pane";
import { ComparisonPane } from "./comparison/comparison-pane";
import { FaultsPane } from "./faults/faults-pane";
import { LoginsPane } from "./logins/logins-pane";
import type { PaneProps } from "./pane-props";
import { PhonePane } from "./phone/phone-pane";
import { UsersPane } from "./users/users-pane";
import { VerifyPane } from "./verify/verify-pane";

/** A part of the console that has its own address, `#/<id>`. */
export interface Pane {
  id: string;
  /** Its name in the navigation, and its heading. */
  title: string;
  /** What one sees there, in a sentence below the heading. */
  says: string;
  /** The paths of its icon, drawn with a line in a square of 24. */
  icon: string;
  Content: ComponentType<PaneProps>;
}

/** In the order of the navigation; the first one is the start page. */
export const panes: readonly [Pane, ...Pane[]] = [
  {
    id: "logins",
    title: "Logins",
    says: "Every login of this tenant, and what its Actions did.",
    icon: "M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 8l4 4-4 4M14 12H4",
    Content: LoginsPane,
  },
  {
    id: "phone",
    title: "Phone",
    says: "What arrived at each number, and what became of its code.",
    icon: "M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM11 17.5h2",
    Content: PhonePane,
  },
  {
    id: "verify",
    title: "Verify",
    says: "Verifications, attempts and conversion, as Twilio Verify counts them.",
    icon: "M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.500-7-10V6l7-3ZM9 12l2.200 2.200L15.500 10",
    Content: VerifyPane,
  },
  {
    id: "actions",
    title: "Actions",
    says: "What runs at a login, in which version, and where it came from.",
    icon: "M8 7l-5 5 5 5M16 7l5 5-5 5M13.500 5l-3 14",
    Content: ActionsPane,
  },
  {
    id: "faults",
    title: "Faults and time",
    says: "Inject faults and delays, and move the clock.",
    icon: "M13 3L5 13.500h6L10 21l8-10.500h-6L13 3Z",
    Content: FaultsPane,
  },
  {
    id: "users",
    title: "Users",
    says: "Who can log in, with which factors and identities.",
    icon: "M16 20v-1.500A3.500 3.500 0 0 0 12.500 15h-5A3.500 3.500 0 0 0 4 18.500V20M10 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM20 20v-1.500a3.500 3.500 0 0 0-2.500-3.300M15 4.700a3.500 3.500 0 0 1 0 6.600",
    Content: UsersPane,
  },
  {
    id: "comparison",
    title: "With and without",
    says: "The same logins with and without the feedback Actions, in a local model.",
    icon: "M4 20V10M10 20V4M16 20v-7M22 20H2",
    Content: ComparisonPane,
  },
];
