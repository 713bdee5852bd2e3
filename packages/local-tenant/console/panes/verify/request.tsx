import { Badge, type Tone } from "../../components/badge";
import { Json } from "../../components/json";
import type { RequestDocument } from "../../lib/documents";
import { dayAndTime, duration, timeOfDay } from "../../lib/format";
import { href } from "../../lib/router";

/** One request in a line, and behind it what was sent and answered. */
export function Request({ request }: { request: RequestDocument }) {
  const { sid, at, ms, method, route, operation, status, code, fault, approval, addressedBy, parameters, answer } =
    request;
  return (
    <details class="entry">
      <summary>
        <time title={dayAndTime(at)}>{timeOfDay(at)}</time>
        <span class="grow">
          {operation ?? `${method} ${route}`} <span class="mono soft">{addressedBy ?? parameters?.To}</span>
        </span>
        {approval && <span class="soft">approves</span>}
        {fault && <Badge tone="warn">fault: {fault}</Badge>}
        <span class="soft after">{ms === undefined ? "" : duration(ms)}</span>
        <span class="ends">
          <Badge tone={toneOf(status)}>
            {status === undefined ? "no answer" : code ? `${status} / ${code}` : status}
          </Badge>
        </span>
      </summary>
      <div class="entry-body">
        <dl class="facts">
          <dt>Request</dt>
          <dd class="mono">
            {method} {route}
          </dd>
          <Caller {...request} />
          <Subject {...request} />
          <dt>Twilio-Request-Id</dt>
          <dd class="mono">{sid}</dd>
        </dl>
        {parameters && <Json name="Sent" value={parameters} open />}
        {typeof answer === "string" ? (
          <pre class="block">{answer}</pre>
        ) : (
          answer !== undefined && <Json name="Answered" value={answer} open />
        )}
        {!parameters && answer === undefined && (
          <p class="soft">The request and its answer are no longer kept; only those of the newest 200 are.</p>
        )}
      </div>
    </details>
  );
}

const callers = {
  account: "the account’s auth token",
  feedback: "the key that may report and nothing else",
  sending: "the key that may send and nothing else",
} as const;

function Caller({ caller, callerSid }: RequestDocument) {
  return (
    <>
      <dt>Caller</dt>
      <dd>
        {callerSid === undefined ? "not recognised" : <span class="mono">{callerSid}</span>}
        {caller && <span class="soft"> {callers[caller]}</span>}
      </dd>
    </>
  );
}

function Subject({ addressedBy, verificationSid }: RequestDocument) {
  if (addressedBy === undefined && verificationSid === undefined) return null;
  return (
    <>
      <dt>Verification</dt>
      <dd>
        {addressedBy !== undefined && <span class="mono">{addressedBy} </span>}
        {verificationSid === undefined ? (
          <span class="soft">not found</span>
        ) : (
          <a href={href("verify", "verifications", verificationSid)}>open</a>
        )}
      </dd>
    </>
  );
}

function toneOf(status: number | undefined): Tone {
  if (status === undefined || status >= 500) return "bad";
  return status < 300 ? "good" : "warn";
}
