/** A value as indented JSON, behind its name until it is asked for. */
export function Json({ name, value, open = false }: { name: string; value: unknown; open?: boolean }) {
  return (
    <details class="json" open={open}>
      <summary>{name}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard by it */}
      <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
