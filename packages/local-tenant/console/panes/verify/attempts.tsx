import { Badge } from "../../components/badge";
import { ScrollBox } from "../../components/scroll-box";
import type { VerificationDocument } from "../../lib/documents";
import { duration, timeOfDay } from "../../lib/format";
import { href } from "../../lib/router";

/** The sends of one verification's codes. */
export function Attempts({ attempts }: Pick<VerificationDocument, "attempts">) {
  return (
    <ScrollBox name="Attempts">
      <table>
        <thead>
          <tr>
            <th scope="col">Sent</th>
            <th scope="col">By</th>
            <th scope="col">Code</th>
            <th scope="col">Typed in</th>
            <th scope="col">Verify counts it as</th>
            <th scope="col">Login</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map(({ sid, at, channel, code, usedAt, converted, loginId }) => (
            <tr key={sid}>
              <td>{timeOfDay(at)}</td>
              <td>{channel}</td>
              <td class="mono">{code ?? "–"}</td>
              <td>{usedAt === undefined ? "–" : `after ${duration(usedAt - at)}`}</td>
              <td>
                <Badge tone={converted ? "good" : "plain"}>{converted ? "converted" : "unconverted"}</Badge>
              </td>
              <td>{loginId === undefined ? "–" : <a href={href("logins", loginId)}>open</a>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
