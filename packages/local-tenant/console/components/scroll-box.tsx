import type { ComponentChildren } from "preact";

/** A box whose content may be wider than it, to be scrolled with the keyboard, too. */
export function ScrollBox({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard by it
    <section class="scroll" aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}
