import type { Problem } from "../../live/problem";

/** What was read, or why it was not. */
export type Reading<T> = { value: T } | Unread;

/** Why something could not be read, and what is to blame: the credentials, or a service that did not answer. */
export interface Unread {
  why: string;
  refused?: Problem[];
  unreachable?: Problem;
}
