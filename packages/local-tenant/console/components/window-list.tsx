import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Rows drawn above and below what is in view, so that a quick scroll shows no gap. */
const spare = 12;

interface WindowListProps<Item> {
  label: string;
  items: readonly Item[];
  /** In pixels; every row has this height. */
  rowHeight: number;
  keyOf(item: Item): string | number;
  row(item: Item): ComponentChildren;
}

/**
 * A list that draws only the rows in view, so that 10,000 of them scroll smoothly. Where items are put in front of what is in view, that
 * stays where it is.
 */
export function WindowList<Item>({ label, items, rowHeight, keyOf, row }: WindowListProps<Item>) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const look = () => setView({ top: current.scrollTop, height: current.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(current);
    current.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener("scroll", look);
    };
  }, []);
  useStayingPut(box, items, rowHeight, keyOf);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - spare);
  const last = Math.min(items.length, Math.ceil((view.top + view.height) / rowHeight) + spare);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows move between the links inside
    <div class="window-list" ref={box} onKeyDown={moveByArrows}>
      <ul aria-label={label} style={{ height: `${items.length * rowHeight}px` }}>
        {items.slice(first, last).map((item, index) => (
          <li
            key={keyOf(item)}
            style={{ height: `${rowHeight}px`, transform: `translateY(${(first + index) * rowHeight}px)` }}
            aria-setsize={items.length}
            aria-posinset={first + index + 1}
          >
            {row(item)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The arrow keys go from row to row, as Tab does. */
function moveByArrows(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const item = (event.target as Element).closest("li");
  const other = event.key === "ArrowDown" ? item?.nextElementSibling : item?.previousElementSibling;
  const link = other?.querySelector<HTMLElement>("a, button");
  if (!link) return;
  event.preventDefault();
  link.focus();
}

/** At the top the newest item is wanted; further down, what one is looking at. */
function useStayingPut<Item>(
  box: { current: HTMLDivElement | null },
  items: readonly Item[],
  rowHeight: number,
  keyOf: (item: Item) => string | number,
): void {
  const before = useRef<{ first: string | number | undefined }>({ first: undefined });
  useLayoutEffect(() => {
    const { current } = box;
    const { first } = before.current;
    const [newest] = items;
    before.current = { first: newest && keyOf(newest) };
    if (!current || first === undefined || current.scrollTop < rowHeight) return;
    const added = items.findIndex((item) => keyOf(item) === first);
    if (added > 0) current.scrollTop += added * rowHeight;
  }, [items]);
}
