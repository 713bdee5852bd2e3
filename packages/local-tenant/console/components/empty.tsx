import type { ComponentChildren } from "preact";

/** What stands where there is nothing to show yet: what would be here, and what to do to see it. */
export function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <div class="empty-text">{children}</div>
    </div>
  );
}
