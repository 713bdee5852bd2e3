import { useEffect, useRef } from "preact/hooks";
import { Connection } from "./components/connection";
import { DevStrip } from "./components/dev-strip";
import { Icon } from "./components/icon";
import type { LocalTenantDescription } from "./lib/documents";
import { followEvents, useLive } from "./lib/live";
import { href, useRoute } from "./lib/router";
import { panes } from "./panes";

/** The console: the navigation, and the pane that the address names. */
export function App() {
  const { pane: id, rest } = useRoute();
  const pane = panes.find((each) => each.id === id) ?? panes[0];
  const { data: tenant } = useLive<LocalTenantDescription>("", always);
  useEffect(() => void followEvents(), []);
  const current = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // In a narrow window the navigation scrolls sideways.
    current.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
    document.title = `${pane.title} – local tenant`;
  }, [pane]);
  return (
    <div class="shell">
      <header class="side">
        <a class="brand" href={href("logins")}>
          <Logo />
          <span>
            Local tenant
            <small>{tenant?.domain ?? ""}</small>
          </span>
        </a>
        <nav aria-label="Panes">
          {panes.map(({ id: each, title, icon }) => (
            <a
              key={each}
              ref={each === pane.id ? current : undefined}
              href={href(each)}
              aria-current={each === pane.id ? "page" : undefined}
            >
              <Icon path={icon} />
              {title}
            </a>
          ))}
        </nav>
        <Connection />
      </header>
      <div class="content">
        <DevStrip />
        <main class={`pane ${pane.id}`} key={pane.id}>
          <div class="pane-head">
            <h1>{pane.title}</h1>
            <p>{pane.says}</p>
          </div>
          <pane.Content rest={rest} />
        </main>
      </div>
    </div>
  );
}

const always = ["actions"] as const;

function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" />
      <path d="M9 17l5 5 9-12" />
    </svg>
  );
}
