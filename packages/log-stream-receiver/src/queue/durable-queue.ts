import Database from "libsql";
import type { Outcome } from "../../../../actions/lib/outcome";
import { type Batch, BusyError } from "../http/sink";
import type { Counted } from "../metrics";
import { outcomeLabel } from "../outcome-label";
import type { CodeReport } from "../report/code-report";
import { makePrivateFile } from "./private-file";
import { prepareDatabase } from "./schema";

/** Codes that may wait at once. Beyond that Auth0 keeps the records, and delivers them again. */
const MAX_WAITING = 20_000;

/** How long a log id is remembered after the code was used, in ms. */
const MEMORY_MS = 24 * 60 * 60 * 1000;

/** What must not be taken up now. */
export interface Excluded {
  tenants: string[];
  /** E.164. */
  numbers: string[];
}

interface Row {
  tenant: string;
  log_id: string;
  e164: string;
  used_at: number;
  sent_for: string | null;
  tries: number;
}

/** A code that waits, and how often its report has failed. */
export interface Waiting extends CodeReport {
  tries: number;
}

/** Used codes in a file, each until its report is settled. Each method is one transaction, on the disk when it returns. */
export class DurableQueue {
  readonly #database: Database.Database;

  /** @throws Error when the file is in use by another process, or is no queue. */
  constructor(file: string) {
    makePrivateFile(file);
    this.#database = new Database(file);
    prepareDatabase(this.#database);
  }

  /**
   * Keeps a batch, but for the records that were there before.
   * @throws BusyError when too many wait.
   */
  accept(batch: Batch): void {
    this.#transact(() => {
      const added = batch.reports.filter((report) => this.#add(report)).length;
      if (added > 0 && this.#waiting() > MAX_WAITING) throw new BusyError(30);
      this.#count("records", batch.tenant, "queued", added);
      this.#count("records", batch.tenant, "duplicate", batch.reports.length - added);
      for (const [reason, n] of Object.entries(batch.notCounted)) this.#count("records", batch.tenant, reason, n);
    });
  }

  /** Codes to report now: of each number the one that came first, so that no two of a number are reported at once. */
  due(now: number, limit: number, excluded: Excluded): Waiting[] {
    const rows = this.#database
      .prepare(
        `SELECT *, MIN(id) FROM codes
         WHERE e164 IS NOT NULL
           AND tenant NOT IN (SELECT value FROM json_each(?)) AND e164 NOT IN (SELECT value FROM json_each(?))
         GROUP BY e164 HAVING next_try_at <= ? ORDER BY id LIMIT ?`,
      )
      .all(JSON.stringify(excluded.tenants), JSON.stringify(excluded.numbers), now, limit) as Row[];
    return rows.map(({ tenant, log_id: logId, e164, used_at: usedAt, sent_for: sentFor, tries }) => {
      return { tenant, logId, e164, usedAt, tries, ...(sentFor !== null && { sentFor }) };
    });
  }

  /** When the next code is due, in ms since the epoch; `undefined` when none waits. */
  nextDueAt(): number | undefined {
    const row = this.#database.prepare("SELECT MIN(next_try_at) AS at FROM codes WHERE e164 IS NOT NULL").get();
    return (row as { at: number | null }).at ?? undefined;
  }

  /** Remembers that an approval is about to be sent for this verification. */
  rememberSent(report: CodeReport, sid: string): void {
    this.#transact(() => this.#update("sent_for = ?", report, sid));
  }

  /** Puts a report off. `notTaken`: the approval that was sent had no effect. */
  postpone(report: CodeReport, until: number, failure: string, notTaken = false): void {
    this.#transact(() => {
      this.#update("tries = tries + 1, next_try_at = ?", report, until);
      if (notTaken) this.#update("sent_for = ?", report, null);
      this.#count("retries", report.tenant, failure, 1);
    });
  }

  /** Ends a report: its number is deleted. */
  settle(report: CodeReport, outcome: Outcome): void {
    this.#transact(() => {
      this.#update("e164 = ?, sent_for = NULL", report, null);
      this.#count("reports", report.tenant, outcomeLabel(outcome), 1);
    });
  }

  /** Forgets the log ids of codes that were used more than a day ago. */
  forget(now: number): void {
    this.#transact(() => {
      this.#database.prepare("DELETE FROM codes WHERE e164 IS NULL AND used_at < ?").run(now - MEMORY_MS);
    });
  }

  counted(): Counted[] {
    const counters = this.#database.prepare("SELECT * FROM counters ORDER BY metric, tenant, label").all() as Counted[];
    const waiting = this.#database
      .prepare(
        "SELECT 'waiting' AS metric, tenant, 'queued' AS label, COUNT(*) AS value FROM codes WHERE e164 IS NOT NULL GROUP BY tenant",
      )
      .all() as Counted[];
    return [...counters, ...waiting];
  }

  /** Lets another process have the file. */
  close(): void {
    // libsql closes for good only when its statements are collected; the lock goes with the first read after this.
    this.#database.pragma("locking_mode = NORMAL");
    this.#database.exec("SELECT 1 FROM counters");
    this.#database.close();
  }

  #add({ tenant, logId, e164, usedAt }: CodeReport): boolean {
    const { changes } = this.#database
      .prepare("INSERT INTO codes (tenant, log_id, e164, used_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
      .run(tenant, logId, e164, usedAt);
    return changes > 0;
  }

  #waiting(): number {
    const row = this.#database.prepare("SELECT COUNT(*) AS n FROM codes WHERE e164 IS NOT NULL").get();
    return (row as { n: number }).n;
  }

  #update(set: string, { tenant, logId }: CodeReport, value: string | number | null): void {
    this.#database.prepare(`UPDATE codes SET ${set} WHERE tenant = ? AND log_id = ?`).run(value, tenant, logId);
  }

  #count(metric: Counted["metric"], tenant: string, label: string, n: number): void {
    if (n === 0) return;
    this.#database
      .prepare(
        `INSERT INTO counters (metric, tenant, label, value) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET value = value + excluded.value`,
      )
      .run(metric, tenant, label, n);
  }

  #transact(work: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }
}
