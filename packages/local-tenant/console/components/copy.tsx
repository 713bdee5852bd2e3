import { useState } from "preact/hooks";

/** A line to take elsewhere, with a button that copies it. */
export function Copy({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(setCopied, 2000, false);
  };
  return (
    <div class="copy">
      <code class="block">{text}</code>
      <button type="button" onClick={() => void copy()}>
        {copied ? "Copied" : "Copy"}
      </button>
    </div>
  );
}
