import type Database from "libsql";

/**
 * A code's number is there until its report is settled; its log id stays a day longer, so that a record that is delivered
 * again is known. `sent_for` is the verification that an approval was sent for without its answer being known.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS codes (
    id INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    log_id TEXT NOT NULL,
    e164 TEXT,
    used_at INTEGER NOT NULL,
    sent_for TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL DEFAULT 0,
    UNIQUE (tenant, log_id)
  );
  CREATE INDEX IF NOT EXISTS waiting ON codes (tenant, e164, id) WHERE e164 IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_age ON codes (used_at) WHERE e164 IS NULL;
  CREATE TABLE IF NOT EXISTS counters (
    metric TEXT NOT NULL,
    tenant TEXT NOT NULL,
    label TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (metric, tenant, label)
  ) WITHOUT ROWID;
`;

/**
 * What is committed is on the disk, and what is deleted is overwritten: the journal is emptied with every commit, so that
 * no file holds a settled number. One process at a time.
 */
const PRAGMAS = ["locking_mode = EXCLUSIVE", "journal_mode = TRUNCATE", "synchronous = FULL", "secure_delete = ON"];

export function prepareDatabase(database: Database.Database): void {
  for (const pragma of PRAGMAS) database.pragma(pragma);
  database.exec(SCHEMA);
}
