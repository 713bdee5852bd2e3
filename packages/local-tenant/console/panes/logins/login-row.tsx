import type { LoginSummary } from "../../lib/documents";
import { dayAndTime, duration, timeOfDay } from "../../lib/format";
import { href } from "../../lib/router";
import { StateBadge } from "./state-badge";
import { kindOf } from "./words";

/** A login in the list: who, how, when, and how it went. */
export function LoginRow({ login, current }: { login: LoginSummary; current: boolean }) {
  return (
    <a class="login-row" href={href("logins", login.id)} aria-current={current ? "true" : undefined}>
      <span class="login-user">{login.user}</span>
      <StateBadge login={login} />
      <span class="login-about">
        {kindOf(login)} · {login.client}
      </span>
      <span class="login-when" title={dayAndTime(login.startedAt)}>
        <ActionDots results={login.actions} />
        {duration(login.ms)} · {timeOfDay(login.startedAt)}
      </span>
    </a>
  );
}

function ActionDots({ results }: { results: LoginSummary["actions"] }) {
  return (
    <span class="action-dots" role="img" aria-label={dotsSay(results)}>
      {results.map((result, index) => (
        <i key={index} class={result} />
      ))}
    </span>
  );
}

function dotsSay(results: LoginSummary["actions"]): string {
  const failed = results.filter((result) => result !== "ok").length;
  return `${results.length} Actions ran${failed > 0 ? `, ${failed} of them failed` : ""}`;
}
