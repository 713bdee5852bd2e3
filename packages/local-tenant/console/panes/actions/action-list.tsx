import { Badge } from "../../components/badge";
import { Empty } from "../../components/empty";
import type { ActionsDocument, TenantAction } from "../../lib/documents";
import { href } from "../../lib/router";
import { StateBadge } from "./state-badge";

/** When the Actions of a trigger run. */
const explained: Readonly<Record<string, string>> = {
  "post-login": "After the first factor, one after the other",
  "custom-phone-provider": "Whenever the tenant sends a code by text or call",
  "password-reset-post-challenge": "After the code of a password reset",
  "credentials-exchange": "Before a machine gets its token",
};

/** The triggers with their Actions in order, and the Actions that none runs. */
export function ActionList({ document, shown }: { document: ActionsDocument; shown: string | undefined }) {
  const { triggers, actions } = document;
  const bound = new Set(triggers.flatMap(({ bindings }) => bindings.map(({ action_id: id }) => id)));
  const unbound = actions.filter(({ id }) => !bound.has(id));
  const find = (id: string) => actions.find((action) => action.id === id);
  return (
    <div class="list">
      {!triggers.some(({ id }) => id === "post-login") && <NoneYet />}
      {triggers.map(({ id, bindings }) => (
        <section key={id} class="card" aria-label={id}>
          <div class="card-head">
            <div>
              <h2 class="mono">{id}</h2>
              <p class="soft small">{explained[id]}</p>
            </div>
          </div>
          {bindings.length === 0 && <p class="card-body soft">No Action is bound: this trigger runs nothing.</p>}
          <ol class="picks">
            {bindings.map(({ action_id: actionId, display_name: name }, index) => {
              const action = find(actionId);
              return (
                action && (
                  <li key={actionId}>
                    <Entry action={action} name={name} place={index + 1} isShown={actionId === shown} />
                  </li>
                )
              );
            })}
          </ol>
        </section>
      ))}
      {unbound.length > 0 && (
        <section class="card" aria-label="Not bound">
          <div class="card-head">
            <div>
              <h2>Not bound</h2>
              <p class="soft small">Not bound to a trigger, so no login runs them</p>
            </div>
          </div>
          <ul class="picks">
            {unbound.map((action) => (
              <li key={action.id}>
                <Entry action={action} name={action.name} place={undefined} isShown={action.id === shown} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface EntryProps {
  action: TenantAction;
  name: string;
  place: number | undefined;
  isShown: boolean;
}

function Entry({ action, name, place, isShown }: EntryProps) {
  const live = action.versions.find((version) => version.live);
  return (
    <a class="pick" href={href("actions", action.id)} aria-current={isShown ? "true" : undefined}>
      <span class="place" aria-hidden="true">
        {place ?? "–"}
      </span>
      <span class="pick-text">
        <span class="pick-name">{name}</span>
        {name !== action.name && <span class="soft small">{action.name}</span>}
        <span class="row tight">
          {live && <Badge>version {live.number}</Badge>}
          <StateBadge action={action} />
        </span>
      </span>
    </a>
  );
}

function NoneYet() {
  return (
    <Empty title="No post-login Action yet">
      <p>Load the Actions that you want to try: from a script, a Terraform stack or an exported tenant.</p>
      <code class="block">local-tenant my-action.js</code>
      <p>
        Terraform and Auth0’s SDKs can also deploy to it, through its Management API. At its start the tenant printed
        how to load the credentials into a shell.
      </p>
    </Empty>
  );
}
