import { useMemo } from "preact/hooks";
import { type Token, tokens } from "./tokens";

/** JavaScript with the numbers of its lines. What is selected and copied is the code alone. */
export function Code({ text, name }: { text: string; name: string }) {
  const count = text.split("\n").length;
  const numbers = useMemo(() => Array.from({ length: count }, (_, index) => index + 1).join("\n"), [count]);
  const parts = useMemo(() => tokens(text), [text]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard by it
    <section class="code" tabIndex={0} aria-label={name}>
      <pre class="gutter" aria-hidden="true">
        {numbers}
      </pre>
      <pre>
        <code>{parts.map(rendered)}</code>
      </pre>
    </section>
  );
}

function rendered({ kind, text }: Token) {
  return kind === "plain" ? text : <span class={kind}>{text}</span>;
}
