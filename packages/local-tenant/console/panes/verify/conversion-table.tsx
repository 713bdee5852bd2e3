import { ScrollBox } from "../../components/scroll-box";
import type { ConversionOverTime } from "../../lib/documents";
import { dayAndTime, percent } from "../../lib/format";

/** The plot's figures, for whoever can't see it. Times at which nothing was sent are left out. */
export function ConversionTable({ buckets }: ConversionOverTime) {
  return (
    <details class="figures">
      <summary>The figures as a table</summary>
      <ScrollBox name="Figures">
        <table>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col" class="number">
                Sent
              </th>
              <th scope="col" class="number">
                Converted
              </th>
              <th scope="col" class="number">
                Conversion
              </th>
            </tr>
          </thead>
          <tbody>
            {buckets
              .filter(({ sent }) => sent > 0)
              .map(({ at, sent, converted }) => (
                <tr key={at}>
                  <td>{dayAndTime(at)}</td>
                  <td class="number">{sent}</td>
                  <td class="number">{converted}</td>
                  <td class="number">{percent(converted, sent)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}
