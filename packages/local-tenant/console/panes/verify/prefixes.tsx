import { ScrollBox } from "../../components/scroll-box";
import type { PrefixDocument } from "../../lib/documents";
import { percent } from "../../lib/format";

const regions = new Intl.DisplayNames(["en"], { type: "region" });

/** Text messages by prefix: what Fraud Guard looks at before it blocks one. */
export function Prefixes({ prefixes }: { prefixes: PrefixDocument[] }) {
  return (
    <section class="card">
      <div class="card-head">
        <h2>By prefix, as Fraud Guard looks at it</h2>
      </div>
      {prefixes.length > 0 && (
        <ScrollBox name="By prefix">
          <table>
            <thead>
              <tr>
                <th scope="col">Prefix</th>
                <th scope="col">Country</th>
                <th scope="col">Conversion</th>
                <th scope="col" class="number">
                  Sent
                </th>
                <th scope="col" class="number">
                  Converted
                </th>
                <th scope="col" class="number">
                  Numbers
                </th>
              </tr>
            </thead>
            <tbody>
              {prefixes.map((prefix) => (
                <Row key={prefix.prefix} {...prefix} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <p class="card-foot soft">
        Fraud Guard looks at text messages. Where many codes go to a prefix and few convert, it may block the prefix:
        Verify then refuses to send, with error 60410. How it decides, and how long its prefixes are, is not published;
        these are the calling code and three digits. The local Verify blocks nothing by itself.
      </p>
    </section>
  );
}

function Row({ prefix, callingCode, country, numbers, sent, converted }: PrefixDocument) {
  const share = percent(converted, sent);
  return (
    <tr>
      <th scope="row" class="mono prefix">
        +{callingCode} {prefix.slice(1 + callingCode.length)}
      </th>
      <td>{country === null ? <span class="soft">unknown</span> : regions.of(country)}</td>
      <td>
        <span class="share">
          <meter min={0} max={sent} value={converted} aria-label={`Conversion of ${prefix}`}>
            {share}
          </meter>
          {share}
        </span>
      </td>
      <td class="number">{sent}</td>
      <td class="number">{converted}</td>
      <td class="number">{numbers}</td>
    </tr>
  );
}
