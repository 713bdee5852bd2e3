/** The page without a token: where the link is that has it. */
export function Locked() {
  return (
    <main class="locked">
      <h1>Open the console by its link</h1>
      <p>
        The console needs the token of this start of the tenant. It is in the link that <code>npm start</code> or{" "}
        <code>local-tenant</code> printed first:
      </p>
      <p>
        <code class="block">{location.origin}/#token=…</code>
      </p>
      <p>Each start of the tenant has a new token, and prints a new link.</p>
    </main>
  );
}
