import { useEffect } from "preact/hooks";

/** Shows the page from its top whenever another entry is chosen: the list may have been scrolled far down. */
export function useTop(chosen: string | undefined): void {
  useEffect(() => {
    if (chosen !== undefined) scrollTo(0, 0);
  }, [chosen]);
}
