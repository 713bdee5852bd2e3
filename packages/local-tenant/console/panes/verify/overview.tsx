import { Problem } from "../../components/problem";
import type { Conversion, ConversionOverTime, PrefixDocument } from "../../lib/documents";
import { count, percent } from "../../lib/format";
import { useLive } from "../../lib/live";
import { ConversionPlot } from "./conversion-plot";
import { ConversionTable } from "./conversion-table";
import { NothingSent } from "./nothing-sent";
import { Prefixes } from "./prefixes";

const topics = ["verify", "clock"] as const;

/** How many of the codes sent were used, as far as Verify was told: in all, over time and by prefix. */
export function Overview() {
  const total = useLive<Conversion>("/verify", topics);
  const overTime = useLive<ConversionOverTime>("/verify/conversion", topics);
  const byPrefix = useLive<{ prefixes: PrefixDocument[] }>("/verify/prefixes", topics);
  const error = total.error ?? overTime.error ?? byPrefix.error;
  if (!total.data || !overTime.data || !byPrefix.data) return <Problem error={error} />;
  const { total_attempts: sent, total_converted: converted } = total.data;
  if (sent === 0 || overTime.data.buckets.length === 0) return <NothingSent />;
  return (
    <>
      <Problem error={error} />
      <dl class="tiles">
        <Tile name="Codes sent" value={sent.toLocaleString("en")} />
        <Tile name="Converted" value={converted.toLocaleString("en")} />
        <Tile name="Conversion" value={percent(converted, sent)} />
      </dl>
      {converted === 0 && (
        <p class="notice warn">
          Verify was not told of any used code. Auth0 checks its codes itself, so somebody has to report them: without
          the feedback Actions, conversion stays at 0 %.
        </p>
      )}
      <section class="card">
        <div class="card-head">
          <h2>Conversion over time</h2>
          <p class="soft">{count(sent, "code")} by the time of sending</p>
        </div>
        <div class="card-body">
          <ConversionPlot {...overTime.data} />
          <ConversionTable {...overTime.data} />
        </div>
      </section>
      <Prefixes prefixes={byPrefix.data.prefixes} />
    </>
  );
}

function Tile({ name, value }: { name: string; value: string }) {
  return (
    <div class="card tile">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
