import { useState } from "preact/hooks";
import { CopyButton } from "../../components/copy-button";
import { Problem } from "../../components/problem";
import { post } from "../../lib/api";
import type { MessageDocument } from "../../lib/documents";

/** Copies a code, and types it in where its login waits for it. */
export function CodeButtons({ message }: { message: MessageDocument }) {
  const [error, setError] = useState<Error>();
  const { code = "", fate } = message;
  const answer = answerOf(message);
  const typeIn = () => {
    setError(undefined);
    if (answer) post(answer.path, answer.body).catch(setError);
  };
  return (
    <div class="row code-buttons">
      {fate !== "not-sent" && <CopyButton text={code} />}
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
