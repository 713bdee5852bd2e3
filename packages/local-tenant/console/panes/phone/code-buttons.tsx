import { useState } from "preact/hooks";
import { Problem } from "../../components/problem";
import { post } from "../../lib/api";
import type { MessageDocument } from "../../lib/documents";

/** Copies a code, and types it in where its login waits for it. */
export function CodeButtons({ message }: { message: MessageDocument }) {
  const [error, setError] = useState<Error>();
  const [copied, setCopied] = useState(false);
  const { code = "", fate } = message;
  const answer = answerOf(message);
  const copy = () =>
    navigator.clipboard.writeText(code).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    }, setError);
  const typeIn = () => {
    setError(undefined);
    if (answer) post(answer.path, answer.body).catch(setError);
  };
  return (
    <div class="row code-buttons">
      {fate !== "not-sent" && (
        <button type="button" onClick={copy}>
          {copied ? "Copied" : "Copy"}
          <span class="visually-hidden">{code}</span>
        </button>
      )}
      {answer && (
        <button type="button" class="primary" onClick={typeIn}>
          Type it in
          <span class="visually-hidden">{code}</span>
        </button>
      )}
      <Problem error={error} />
    </div>
  );
}

/** The request that types a code in; `undefined` where nothing waits for it. */
function answerOf({ fate, purpose, login, code, channel }: MessageDocument) {
  if (fate !== "waiting" || !login?.state?.startsWith("awaiting")) return undefined;
  const path = `/logins/${encodeURIComponent(login.id)}`;
  if (purpose === "first-factor") return { path: `${path}/code`, body: { code } };
  return { path: `${path}/answer`, body: { factor: channel === "email" ? "email" : "phone", code } };
}
