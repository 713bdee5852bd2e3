/** One counter: `records` by what became of them, `reports` by outcome, `retries` by failure; `waiting` is of now. */
export interface Counted {
  metric: "records" | "reports" | "retries" | "waiting";
  tenant: string;
  /** The label's value; nothing personal. */
  label: string;
  value: number;
}

/** Counters that can be shown. */
export interface Metrics {
  /** In Prometheus' text format. */
  format(): Promise<string>;
}

const HELP = {
  records: ["counter", "result", "Log records received, by outcome."],
  reports: ["counter", "outcome", "Used codes, by the outcome of their report to Verify."],
  retries: ["counter", "failure", "Reports that failed and are retried."],
  waiting: ["gauge", "state", "Used codes still to be reported."],
} as const;

/** Writes counters in Prometheus' text format. */
export function formatMetrics(counted: readonly Counted[]): string {
  const lines = Object.entries(HELP).flatMap(([metric, [type, label, help]]) => {
    const name = `log_stream_${metric}${type === "counter" ? "_total" : ""}`;
    const values = counted
      .filter((one) => one.metric === metric)
      .map((one) => `${name}{tenant=${quoted(one.tenant)},${label}=${quoted(one.label)}} ${one.value}`);
    return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...values];
  });
  return `${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
