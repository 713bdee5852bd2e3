import type { CodeReport } from "../report/code-report";

/** What one request brought. */
export interface Batch {
  tenant: string;
  reports: CodeReport[];
  /** How many records stood for no report, by reason. */
  notCounted: Record<string, number>;
}

/** Takes what has to be reported. */
export interface Sink {
  /**
   * Resolves when Auth0 may forget the records: they are kept, or their reports made.
   * @throws BusyError when it takes none of them now. Auth0 then sends them again.
   */
  accept(batch: Batch): Promise<void>;
}

/** Raised for a batch that has to come again later. */
export class BusyError extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super();
  }
}
