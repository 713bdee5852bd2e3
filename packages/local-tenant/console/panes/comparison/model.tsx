import type { ComparisonDocument } from "../../lib/documents";

/** The rule, and what is assumed, in words. */
export function Model({ model: { assumptions, habits, fraudGuardRule } }: { model: ComparisonDocument["model"] }) {
  const { digitsAfterCallingCode, windowMs, enough, usedShare } = fraudGuardRule;
  const share = (part: number) => `${Math.round(100 * part)} %`;
  return (
    <details class="card model" open>
      <summary>
        <h2>The model</h2>
      </summary>
      <div class="card-body">
        <h3>The rule</h3>
        <p>
          A code is blocked if, of the codes that were sent to its prefix in the {windowMs / 60_000} minutes before, at
          least {enough} are over, and fewer than {share(usedShare)} of those were used. A code is over when it was
          used, or after ten minutes. A prefix is the calling code and {digitsAfterCallingCode} digits. The rule only
          counts; every code is sent all the same.
        </p>
        <h3>The people</h3>
        <ul>
          <li>
            The logins spread over {assumptions.hours} hours. {share(assumptions.smsShare)} of the people sign in with a
            code by SMS, the others with a password and a phone for MFA. Each comes {assumptions.visitsEach} times on
            average.
          </li>
          <li>
            {share(assumptions.burstShare)} of the logins are of people who sign in {assumptions.burst} times in a row,
            one every {assumptions.burstEveryMs / 1000} seconds, like somebody who sets up devices. Verify sends five
            codes within ten minutes if none was reported.
          </li>
          <li>
            {share(assumptions.pumpingShare)} are SMS pumping: codes for numbers of one prefix, {assumptions.pumpedEach}{" "}
            each, within {assumptions.pumpingMinutes} minutes, and never typed in. A few honest people have that prefix,
            too.
          </li>
          <li>
            Asked for a code, {habits.prompt} % type it in at once, {habits.slow} % slowly, {habits.mistypes} % mistype
            it once, {habits.resends} % ask for another, {habits.late} % come back too late, and {habits.leaves} %
            leave.
          </li>
        </ul>
        <p class="soft">These shares are assumed, not measured. The numbers are from ranges reserved for fiction.</p>
      </div>
    </details>
  );
}
