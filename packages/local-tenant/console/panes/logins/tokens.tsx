import type { LoginDetails } from "../../lib/documents";

/** What the Actions want in the tokens of a login that completed. */
export function Tokens({ login: { state, tokens } }: { login: LoginDetails }) {
  if (state !== "completed") return null;
  const rows = [
    ...Object.entries(tokens.idToken).map(([name, value]) => ["ID token", name, JSON.stringify(value)]),
    ...Object.entries(tokens.accessToken).map(([name, value]) => ["Access token", name, JSON.stringify(value)]),
    ...Object.entries(tokens.scopes).map(([name, added]) => ["Scope", name, added ? "added" : "removed"]),
  ];
  return (
    <div class="card">
      <div class="card-head">
        <h3>Tokens</h3>
      </div>
      {rows.length === 0 ? (
        <p class="card-body soft">No Action set a claim or a scope.</p>
      ) : (
        <div class="scroll">
          <table>
            <tbody>
              {rows.map(([where, name, value]) => (
                <tr key={`${where} ${name}`}>
                  <td>{where}</td>
                  <td class="mono">{name}</td>
                  <td class="mono">{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
