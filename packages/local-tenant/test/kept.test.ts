import { SessionStore } from "../src/auth0/login/sessions";
import { clients, connections } from "../src/auth0/login/well-known";
import { LogStore } from "../src/auth0/store/logs";
import { ManualClock } from "../src/support/clock";
import { KEPT } from "../src/support/kept";
import type { Attempt, Verification } from "../src/twilio/entities";
import { Store } from "../src/twilio/store";

const times = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));

test("the tenant log keeps the newest entries, and no two have the same id", () => {
  const logs = new LogStore(new ManualClock());
  const ids = times(KEPT + 2, (index) => logs.append({ type: "s", description: String(index) }).id);
  expect(logs.list()).toHaveLength(KEPT);
  expect(logs.list()[0]?.description).toBe("2");
  expect(new Set(ids).size).toBe(KEPT + 2);
});

test("of too many sessions the one goes that was idle longest", () => {
  const sessions = new SessionStore();
  const login = (session = sessions.draft("auth0|1", connections.sms!, "2026-01-01T00:00:00.000Z")) => {
    sessions.keep(session, clients.web!, "2026-01-01T00:00:00.000Z");
    return session;
  };
  const [first, second] = [login(), login()];
  times(KEPT - 2, () => login());
  login(first);
  login();
  expect(sessions.get(first.id)).toBe(first);
  expect(sessions.get(second.id)).toBeUndefined();
});

describe("Verify keeps", () => {
  const clock = new ManualClock();
  const store = new Store(clock, []);
  const add = (index: number, status: Verification["status"]) => {
    const number = `+1202555${index}`;
    const common = { accountSid: "AC", serviceSid: "VA", to: number, channel: "sms", dateCreated: 0, dateUpdated: 0 };
    const ends = { expiresAt: clock.now() + 1000, attemptSids: [`VL${index}`] };
    store.addVerification({ ...common, ...ends, sid: `VE${index}`, status } as Verification);
    store.addAttempt({ ...common, sid: `VL${index}`, verificationSid: `VE${index}` } as Attempt);
  };
  const found = (index: number) => [
    store.verification(`VE${index}`)?.sid,
    store.newestVerification("VA", `+1202555${index}`)?.sid,
    store.attempt(`VL${index}`)?.sid,
  ];
  const all = (index: number) => [`VE${index}`, `VE${index}`, `VL${index}`];
  const nothing = [undefined, undefined, undefined];
  beforeEach(() => store.reset());

  test("the newest verifications that are over, each with its attempts", () => {
    times(KEPT + 1, (index) => add(index, "approved"));
    expect([found(0), found(1), found(KEPT)]).toEqual([nothing, all(1), all(KEPT)]);
    expect(store.verifications).toHaveLength(KEPT);
    expect(store.attempts).toHaveLength(KEPT);
  });

  test("every verification that a report can still come for", () => {
    times(KEPT + 2, (index) => add(index, "pending"));
    expect([found(0), store.verifications.length]).toEqual([all(0), KEPT + 2]);
    clock.advance(1000);
    add(KEPT + 2, "pending");
    expect([found(2), found(3), store.verifications.length]).toEqual([nothing, all(3), KEPT]);
  });

  test("the newest messages and requests", () => {
    times(KEPT + 1, (index) => {
      store.addMessage({ to: String(index) } as Parameters<Store["addMessage"]>[0]);
      store.addRequest({ route: String(index) } as Parameters<Store["addRequest"]>[0]);
    });
    expect([store.messages.length, store.messages[0]?.to]).toEqual([KEPT, "1"]);
    expect([store.requests.length, store.requests[0]?.route]).toEqual([KEPT, "1"]);
  });
});
