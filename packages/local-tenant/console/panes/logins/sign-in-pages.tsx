import { Copy } from "../../components/copy";
import type { BrowserHelp } from "../../lib/documents";
import { useLive } from "../../lib/live";

/** How to sign in by the tenant's own pages, and how a browser comes to trust its certificate. */
export function SignInPages() {
  const { data } = useLive<BrowserHelp>("/browser", none);
  if (!data) return null;
  return (
    <div class="sign-in-pages">
      <h3>Or sign in as a user would</h3>
      <p class="soft">The tenant's sign-in pages show what your users see. The codes arrive in the Phone pane.</p>
      <p>
        <a class="button" href={data.signInUrl} target="_blank" rel="noreferrer">
          Open the sign-in page
        </a>
      </p>
      <details>
        <summary>If the browser warns about the certificate</summary>
        <div class="stack trust">
          <p>
            The pages use HTTPS with a certificate of this machine's own authority, which can sign for{" "}
            <code>localhost</code> and nothing else. To go on without a warning, let your browser trust it once:
          </p>
          {data.trust.map(({ where, steps, command }) => (
            <div key={where}>
              <h4>{where}</h4>
              {steps && <p>{steps}</p>}
              {command && <Copy text={command} />}
            </div>
          ))}
          <p class="soft">
            The authority's certificate is <code>{data.caFile}</code>
          </p>
        </div>
      </details>
    </div>
  );
}

const none = [] as const;
