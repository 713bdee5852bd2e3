import type { ComparisonRun, Side, SideResult } from "../../lib/documents";
import { count, percent } from "../../lib/format";
import { Conversion } from "./conversion";
import { Prefixes } from "./prefixes";
import { Share } from "./share";
import { sides } from "./sides";
import { Visits } from "./visits";

/** What came of everybody's logins, side by side. */
export function Result({ run, result }: { run: ComparisonRun; result: Record<Side, SideResult> }) {
  return (
    <>
      <p class="verdict">{verdict(result)}</p>
      <div class="sides">
        {sides.map(({ id, title }) => (
          <section key={id} class={`card side-result ${id}`} aria-labelledby={`side-${id}`}>
            <div class="card-head">
              <h2 id={`side-${id}`}>{title}</h2>
              {id === "without" && <span class="soft small">without {run.without.join(", ")}</span>}
            </div>
            <div class="card-body">
              <Figures result={result[id]} />
              <h3>How honest people's logins ended</h3>
              <Visits result={result[id]} />
              <h3>Codes that Verify was told were used, over the day</h3>
              <Conversion slots={result[id].conversion} most={mostSent(result)} />
              <h3>By prefix</h3>
              <Prefixes prefixes={result[id].fraudGuard.prefixes} />
            </div>
          </section>
        ))}
      </div>
    </>
  );
}

function Figures({ result }: { result: SideResult }) {
  const { codes, fraudGuard, refusedPeople } = result;
  const { honest, pumped } = fraudGuard;
  return (
    <div class="figures">
      <Share
        name="Conversion"
        part={codes.used}
        whole={codes.sent}
        tone="good"
        says={`${codes.used.toLocaleString("en")} of ${count(codes.sent, "code")} used, as far as Verify knows`}
      />
      <Share
        name="Honest people's codes blocked"
        part={honest.blocked}
        whole={honest.codes}
        tone="bad"
        says={`${honest.blocked.toLocaleString("en")} of ${count(honest.codes, "code")}, by the model's rule`}
      />
      <Share
        name="Pumped codes blocked"
        part={pumped.blocked}
        whole={pumped.codes}
        tone="good"
        says={`${pumped.blocked.toLocaleString("en")} of ${count(pumped.codes, "code")}, by the model's rule`}
      />
      <div class="figure">
        <h3>Refused a sixth code</h3>
        <p class={`figure-value ${refusedPeople > 0 ? "bad" : ""}`}>{count(refusedPeople, "person", "people")}</p>
        <p class="soft small">honest, by Verify itself (error 60203)</p>
      </div>
    </div>
  );
}

/** The one sentence that somebody takes along. */
function verdict({ with: reported, without }: Record<Side, SideResult>): string {
  const share = ({ fraudGuard: { honest } }: SideResult) => percent(honest.blocked, honest.codes);
  const people = ({ refusedPeople }: SideResult) =>
    refusedPeople === 0 ? "nobody" : count(refusedPeople, "honest person", "honest people");
  const says =
    `Without the reports, Verify sees ${percent(without.codes.used, without.codes.sent)} of its codes used; with them, ` +
    `${percent(reported.codes.used, reported.codes.sent)}. The model's rule would block ${share(without)} of honest ` +
    `people's codes without the reports, and ${share(reported)} with them. Verify refuses ${people(without)} a sixth ` +
    `code without the reports, and ${people(reported)} with them.`;
  // A figure and its sign stay on one line.
  return says.replaceAll(" %", "\u00a0%");
}

/** The scale that both plots share. */
function mostSent(result: Record<Side, SideResult>): number {
  return Math.max(1, ...sides.flatMap(({ id }) => result[id].conversion.map(({ sent }) => sent)));
}
