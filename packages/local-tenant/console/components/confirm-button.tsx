import { useEffect, useState } from "preact/hooks";

interface ConfirmButtonProps {
  /** What it does. */
  label: string;
  /** What it asks once it was pressed. */
  question: string;
  disabled?: boolean;
  onConfirm(): void;
}

/** Milliseconds after which a button that was not pressed again goes back to normal. */
const patienceMs = 4000;

/** A button for what can't be undone: it asks, and acts when it is pressed again. */
export function ConfirmButton({ label, question, disabled = false, onConfirm }: ConfirmButtonProps) {
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    if (!asks) return;
    const timer = setTimeout(() => setAsks(false), patienceMs);
    return () => clearTimeout(timer);
  }, [asks]);
  const press = () => {
    setAsks(!asks);
    if (asks) onConfirm();
  };
  return (
    <button type="button" class={asks ? "danger asks" : "danger"} disabled={disabled} onClick={press}>
      {asks ? question : label}
    </button>
  );
}
