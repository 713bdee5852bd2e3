import { batchSize, pauseAfterMs, restartMs, retryMs } from "../../src/auth0/log-streams/stream-delivery";
import { KEPT } from "../../src/support/kept";
import { setUp } from "./support";

test("what is logged in one go arrives in one request, in order", async () => {
  const { stream, log, delivery, received, health } = setUp();
  stream();
  const ids = [log("s"), log("seacft")].map(({ id }) => id);
  await delivery.settle();
  expect(received()).toEqual([ids]);
  expect(health()).toMatchObject({ status: "active", waiting: 0, delivered: 2, attempts: 1 });
});

test("a request carries a hundred entries at most", async () => {
  const { stream, log, delivery, received } = setUp();
  stream();
  for (let count = 0; count < 2 * batchSize + 1; count += 1) log();
  await delivery.settle();
  expect(received().map(({ length }) => length)).toEqual([batchSize, batchSize, 1]);
});

test("only what is logged after a stream was made goes to it", async () => {
  const { stream, log, delivery, received } = setUp();
  log();
  stream();
  const { id } = log();
  await delivery.settle();
  expect(received()).toEqual([[id]]);
});

test("startFrom reaches back into the tenant log", async () => {
  const { stream, log, clock, delivery, received } = setUp();
  log();
  clock.advance(1000);
  const ids = [log(), log()].map(({ id }) => id);
  stream({}, { extras: { startFrom: "2026-01-01T00:00:01.000Z" } });
  await delivery.settle();
  expect(received()).toEqual([ids]);
});

test.each([
  ["500", 500],
  ["429", 429],
  ["a redirect", 302],
  ["401", 401],
  ["a connection that breaks", new Error("ECONNRESET")],
])("%s is no delivery: it is tried again", async (_, answer) => {
  const { stream, log, clock, delivery, answers, received, health } = setUp();
  stream();
  answers.push(answer);
  const { id } = log();
  await delivery.settle();
  expect(health()).toMatchObject({ waiting: 1, delivered: 0, failingSince: clock.now() });
  clock.advance(retryMs - 1);
  await delivery.settle();
  expect(received()).toHaveLength(1);
  clock.advance(1);
  await delivery.settle();
  expect(received()).toEqual([[id], [id]]);
  expect(health()).toMatchObject({ waiting: 0, delivered: 1 });
  expect(health()).not.toHaveProperty("failingSince");
});

test("three attempts, then others have their turn, and later it begins anew", async () => {
  const { stream, log, clock, delivery, answers, received } = setUp();
  stream();
  answers.push(500, 500, 500);
  const first = log().id;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await delivery.settle();
    clock.advance(retryMs);
  }
  const second = log().id;
  await delivery.settle();
  clock.advance(restartMs);
  await delivery.settle();
  expect(received()).toEqual([[first], [first], [first], [second], [first]]);
});

test("a week of failures pauses the stream, and setting it to active delivers what waited", async () => {
  const { stream, log, clock, tenant, delivery, answers, requests, health } = setUp();
  const { id } = stream();
  log();
  answers.push(...Array(20).fill(503));
  await delivery.settle();
  clock.advance(pauseAfterMs - 1);
  await delivery.settle();
  expect(health().status).toBe("active");
  clock.advance(retryMs);
  await delivery.settle();
  expect(health()).toMatchObject({ status: "paused", waiting: 1, lastError: "the receiver answered 503" });

  answers.length = 0;
  log();
  const before = requests.length;
  clock.advance(pauseAfterMs);
  await delivery.settle();
  expect(requests).toHaveLength(before);
  tenant.logStreams.update(id, { status: "active" });
  await delivery.settle();
  expect(health()).toMatchObject({ status: "active", waiting: 0, delivered: 2 });
});

test("a success in between begins the week anew", async () => {
  const { stream, log, clock, delivery, answers, health } = setUp();
  stream();
  for (const answer of [500, 200, 500]) {
    answers.push(answer);
    log();
    await delivery.settle();
    clock.advance(pauseAfterMs - 1);
  }
  await delivery.settle();
  expect(health().status).toBe("active");
});

test("one stream that fails does not hold another", async () => {
  const { stream, log, tenant, delivery, answers } = setUp();
  stream();
  const other = stream();
  answers.push(500);
  log();
  await delivery.settle();
  expect(delivery.report().map(({ delivered }) => delivered)).toEqual([0, 1]);
  tenant.logStreams.delete(other.id);
  expect(delivery.report()).toHaveLength(1);
});

test("a stream that is deleted, or sent elsewhere, gets nothing more", async () => {
  for (const end of ["delete", "elsewhere"]) {
    const { stream, log, clock, tenant, delivery, answers, requests } = setUp();
    const { id } = stream();
    answers.push(500);
    log();
    await delivery.settle();
    if (end === "delete") tenant.logStreams.delete(id);
    else tenant.logStreams.update(id, { sink: { httpEndpoint: "https://logs.example.com" } });
    log();
    clock.advance(restartMs);
    await delivery.settle();
    expect(requests).toHaveLength(1);
  }
});

test("a stream that is deleted during an attempt is not paused by it", async () => {
  const { stream, log, clock, tenant, delivery, answers, requests } = setUp();
  const { id } = stream();
  answers.push(500, 500);
  log();
  await delivery.settle();
  clock.advance(pauseAfterMs);
  const settled = delivery.settle();
  tenant.logStreams.delete(id);
  await settled;
  expect(requests).toHaveLength(2);
});

test("what waits is bounded, and what is dropped is counted", async () => {
  const { stream, log, tenant, delivery, health } = setUp();
  tenant.logStreams.update(stream().id, { status: "paused" });
  for (let count = 0; count < KEPT + 3; count += 1) log();
  await delivery.settle();
  expect(health()).toMatchObject({ waiting: KEPT, dropped: 3 });
});

test.each([
  [[], ["s", "f", "gd_auth_succeed", "sapi", "cs"]],
  [["auth.login.success"], ["s"]],
  [
    ["auth.login.fail", "management.success"],
    ["f", "sapi"],
  ],
  [["other"], ["gd_auth_succeed"]],
  [["user.notification"], ["cs"]],
])("the filters %j let through %j", async (names, types) => {
  const { stream, log, delivery, requests } = setUp();
  stream({}, { extras: { filters: names.map((name) => ({ type: "category", name })) } });
  for (const type of ["s", "f", "gd_auth_succeed", "sapi", "cs"]) log(type);
  await delivery.settle();
  const sent = requests.flatMap(({ body }) =>
    body
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line).data.type),
  );
  expect(sent).toEqual(types);
});

describe("faults", () => {
  test("duplicates send a delivered batch again", async () => {
    const { stream, log, delivery, received, health } = setUp();
    stream();
    delivery.faults.set({ duplicates: 2 });
    const { id } = log();
    await delivery.settle();
    expect(received()).toEqual([[id], [id], [id]]);
    expect(health()).toMatchObject({ delivered: 1, attempts: 1 });
  });

  test("a delay holds entries for that long", async () => {
    const { stream, log, clock, delivery, received } = setUp();
    stream();
    delivery.faults.set({ delayMs: 5000 });
    const { id } = log();
    clock.advance(4999);
    await delivery.settle();
    expect(received()).toEqual([]);
    clock.advance(1);
    await delivery.settle();
    expect(received()).toEqual([[id]]);
  });

  test("reordering lets entries overtake each other and loses none", async () => {
    const { stream, log, clock, delivery, received } = setUp();
    stream();
    delivery.faults.set({ reorderMs: 1000 });
    const ids = Array.from({ length: 50 }, () => log().id);
    clock.advance(1000);
    await delivery.settle();
    const arrived = received().flat();
    expect(arrived).not.toEqual(ids);
    expect([...arrived].sort()).toEqual(ids);
  });

  test.each([
    ["a lost request", false, 1],
    ["a lost answer", true, 2],
  ])("%s makes the entry arrive again", async (_, arrives, times) => {
    const { stream, log, clock, delivery, received, health } = setUp();
    stream();
    delivery.faults.set({ failing: { times: 1, arrives } });
    const { id } = log();
    await delivery.settle();
    expect(health().waiting).toBe(1);
    clock.advance(retryMs);
    await delivery.settle();
    expect(received()).toEqual(Array(times).fill([id]));
    expect(health()).toMatchObject({ delivered: 1, attempts: 2 });
  });

  test("flush sends at once what a fault holds back, and clear ends the faults", async () => {
    const { stream, log, delivery, received } = setUp();
    stream();
    delivery.faults.set({ delayMs: 60_000, failing: { times: 2 } });
    const first = log().id;
    await delivery.flush();
    expect(received()).toEqual([[first]]);
    delivery.faults.clear();
    const second = log().id;
    await delivery.settle();
    expect(received()).toEqual([[first], [second]]);
  });
});

test.each([
  ["datadog", { datadogApiKey: "k", datadogRegion: "us" }, "Streams of type datadog are kept"],
  ["http", { httpEndpoint: "https://logs.example.com/auth0" }, "nothing is sent to logs.example.com"],
] as const)("nothing is sent to a %s stream elsewhere, and that is said", async (type, sink, said) => {
  const { stream, log, delivery, requests, warnings, health } = setUp();
  stream({}, { type, sink });
  log();
  await delivery.settle();
  expect(requests).toEqual([]);
  expect(health()).toMatchObject({ status: "active", notDelivered: expect.stringContaining(said) });
  expect(warnings).toEqual([expect.stringContaining(said)]);
});

test("what waits is sent when somebody moves the clock past its time", async () => {
  const { stream, log, clock, delivery, received } = setUp();
  delivery.faults.set({ delayMs: 3_600_000 });
  stream();
  const { id } = log();
  clock.advance(3_600_000);
  for (let waited = 0; received().length === 0 && waited < 5000; waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(received()).toEqual([[id]]);
});
