import type { HttpBatch } from "../../src/auth0/log-streams/http-batch";
import { LogDelivery } from "../../src/auth0/log-streams/log-delivery";
import type { LogStreamInput } from "../../src/auth0/store/log-streams";
import { LocalTenant } from "../../src/auth0/tenant";
import { ManualClock } from "../../src/support/clock";

/** An entry as a receiver gets it. */
export interface Received {
  log_id: string;
  // biome-ignore lint/suspicious/noExplicitAny: the platform's document
  data: any;
}

/** A tenant whose streams end in a list. Time stands still until `clock` moves. */
export function setUp() {
  const clock = new ManualClock();
  const tenant = new LocalTenant({ domain: "localhost:8443", clock });
  const requests: HttpBatch[] = [];
  const warnings: string[] = [];
  const answers: (number | Error)[] = [];
  const delivery = new LogDelivery(
    tenant,
    async (batch) => {
      requests.push(batch);
      const answer = answers.shift() ?? 200;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    (sentence) => void warnings.push(sentence),
  );
  const stream = (sink: object = {}, more: Partial<LogStreamInput> = {}) =>
    tenant.logStreams.create({
      name: "s",
      type: "http",
      sink: { httpEndpoint: "http://127.0.0.1:1/logs", ...sink },
      ...more,
    });
  return {
    clock,
    tenant,
    delivery,
    stream,
    requests,
    warnings,
    /** What the receiver answers to the next requests; 200 when there is nothing here. */
    answers,
    log: (type = "s", details?: object) => tenant.logs.append({ type, description: type, ...(details && { details }) }),
    /** The ids of each request, in order. */
    received: () => requests.map(({ body }) => parseLines(body).map(({ log_id }) => log_id)),
    health: () => delivery.report()[0]!,
  };
}

export function parseLines(body: string): Received[] {
  return body
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
