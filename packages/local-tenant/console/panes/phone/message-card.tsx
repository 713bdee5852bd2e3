import type { MessageDocument } from "../../lib/documents";
import { dayAndTime, timeOfDay } from "../../lib/format";
import { href } from "../../lib/router";
import { CodeButtons } from "./code-buttons";
import { FateBadge } from "./fate-badge";
import { story } from "./story";
import { Track } from "./track";

const channels = { sms: "Text message", call: "Call", whatsapp: "WhatsApp", email: "E-mail" } as const;

const purposes = {
  "first-factor": "to log in",
  challenge: "for MFA",
  enrollment: "to enrol a phone",
  "password-reset": "to reset a password",
  message: "outside of a login",
} as const;

/** One message: its code, how far the code came, and what can be done with it. */
export function MessageCard({
  message,
  user,
  now,
}: {
  message: MessageDocument;
  user?: string | undefined;
  now: number;
}) {
  const { to, channel, at, code, text, fate, purpose, login, verification } = message;
  return (
    <article class="card message" data-fate={fate} aria-label={`${channels[channel]} to ${to}`}>
      <header class="message-head">
        <p>
          <a class="mono" href={href("phone", to)}>
            {to}
          </a>{" "}
          {user && <span class="soft">{user}</span>}
        </p>
        <p class="soft">
          {channels[channel]}
          {purpose && ` ${purposes[purpose]}`} · <time title={dayAndTime(at)}>{timeOfDay(at)}</time>
        </p>
      </header>
      <div class="message-body">
        {code === undefined ? <p class="text">{text}</p> : <p class="code">{code}</p>}
        {fate && <FateBadge message={message} />}
        {code !== undefined && <CodeButtons message={message} />}
      </div>
      {fate && <Track message={message} />}
      <p class="story">{story(message, now)}</p>
      {(login || verification) && (
        <footer class="row">
          {login && <a href={href("logins", login.id)}>The login</a>}
          {verification && <a href={href("verify", "verifications", verification.sid)}>The verification</a>}
        </footer>
      )}
    </article>
  );
}
