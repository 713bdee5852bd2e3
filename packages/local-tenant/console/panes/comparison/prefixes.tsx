import type { SideResult } from "../../lib/documents";
import { percent } from "../../lib/format";

/** What the rule saw of each prefix, and what it made of it. */
export function Prefixes({ prefixes }: { prefixes: SideResult["fraudGuard"]["prefixes"] }) {
  return (
    <table>
      <thead>
        <tr>
          <th>Prefix</th>
          <th class="number">Codes</th>
          <th class="number">Used</th>
          <th class="number">Blocked</th>
        </tr>
      </thead>
      <tbody>
        {prefixes.map(({ prefix, codes, used, blocked, pumped }) => (
          <tr key={prefix}>
            <td>
              <code>{prefix}…</code>
              {pumped > 0 && <small class="soft pumped">pumped</small>}
            </td>
            <td class="number">{codes}</td>
            <td class="number">{percent(used, codes)}</td>
            <td class={`number ${blocked > 0 ? "is-blocked" : ""}`}>{blocked}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
