import { CopyButton } from "./copy-button";

/** A line to take elsewhere, with a button that copies it. */
export function Copy({ text }: { text: string }) {
  return (
    <div class="copy">
      <code class="block">{text}</code>
      <CopyButton text={text} />
    </div>
  );
}
