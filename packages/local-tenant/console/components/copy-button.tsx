import { useState } from "preact/hooks";

/** Milliseconds that the button says that it has copied. */
const thanksMs = 1500;

/** Puts a text on the clipboard. */
export function CopyButton({ text }: { text: string }) {
  const [says, setSays] = useState("Copy");
  const copy = async () => {
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setSays(done ? "Copied" : "The browser refused");
    setTimeout(() => setSays("Copy"), thanksMs);
  };
  return (
    <button type="button" onClick={() => void copy()} aria-live="polite">
      {says}
    </button>
  );
}
