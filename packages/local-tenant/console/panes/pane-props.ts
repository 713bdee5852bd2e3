/** What a pane is given. */
export interface PaneProps {
  /** What follows the pane in the address. */
  rest: string[];
}
