import { ActionInstances, TriggerCache } from "../../src/pipeline";
import { ManualClock } from "../../src/support/clock";
import { action, login, observe, pipeline, printed } from "./support";

const now = 1_000_000;
const minute = 60_000;
const error = (code: string) => ({ type: "error", code });

describe("the cache of a trigger", () => {
  let cache: TriggerCache;
  beforeEach(() => {
    cache = new TriggerCache();
  });

  it("keeps a record 15 minutes unless told otherwise", () => {
    const record = { value: "v", expires_at: now + 15 * minute };
    expect(cache.set("k", "v", undefined, now)).toEqual({ type: "success", record });
    expect(cache.get("k", record.expires_at)).toEqual(record);
    expect(cache.get("k", record.expires_at + 1)).toBeUndefined();
  });

  it("takes the earlier of ttl and expires_at, and at most 24 hours", () => {
    cache.set("k", "v", { ttl: 5 * minute, expires_at: now + 2 * minute }, now);
    expect(cache.get("k", now)?.expires_at).toBe(now + 2 * minute);
    cache.set("k", "v", { ttl: 48 * 60 * minute }, now);
    expect(cache.get("k", now)?.expires_at).toBe(now + 24 * 60 * minute);
  });

  it.each([
    ["k".repeat(65), "v", undefined, "CacheKeySizeExceeded"],
    ["k", "v".repeat(4097), undefined, "CacheValueSizeExceeded"],
    ["k", "v", { ttl: 0 }, "ItemAlreadyExpired"],
    ["k", "v", { expires_at: now - 1 }, "ItemAlreadyExpired"],
    ["k", "v", { ttl: "1" }, "InvalidExpiry"],
    ["k", "v", { ttl: Number.POSITIVE_INFINITY }, "InvalidExpiry"],
  ])("refuses what is out of bounds (%#)", (key, value, options, code) => {
    expect(cache.set(key, value, options, now)).toEqual(error(code));
    expect(cache.get(key, now)).toBeUndefined();
  });

  it("holds 8 KiB and 20 records, expired ones not counted", () => {
    for (const key of ["a", "b"]) cache.set(key, "v".repeat(4000), { ttl: minute }, now);
    expect(cache.set("c", "v".repeat(4000), undefined, now)).toEqual(error("CacheSizeExceeded"));
    expect(cache.set("a", "v".repeat(4001), { ttl: minute }, now)).toMatchObject({ type: "success" });
    expect(cache.set("c", "v".repeat(4000), undefined, now + 2 * minute)).toMatchObject({ type: "success" });
    for (let i = 1; i < 20; i++) cache.set(`k${i}`, "v", undefined, now + 2 * minute);
    expect(cache.set("k20", "v", undefined, now + 2 * minute)).toEqual(error("CacheSizeExceeded"));
  });

  it("tells of a key to delete that is not there", () => {
    cache.set("k", "v", undefined, now);
    expect(cache.delete("k")).toEqual({ type: "success" });
    expect(cache.delete("k")).toEqual(error("CacheKeyDoesNotExist"));
  });
});

describe("api.cache", () => {
  it("is shared by the Actions and logins of the trigger, until the instances are recycled", async () => {
    const instances = new ActionInstances();
    const clock = new ManualClock();
    const read = "console.log(JSON.stringify(api.cache.get('k')?.value ?? null)); api.cache.set('k', event.secrets.me)";
    const actions = ["one", "two"].map((me) => action(me, read, { secrets: { me } }));
    const values = async () => {
      const execution = pipeline(actions, login(), { instances, clock });
      await execution.run();
      return printed(execution).map((text) => JSON.parse(text));
    };
    expect(await values()).toEqual([null, "one"]);
    expect(await values()).toEqual(["two", "one"]);
    clock.advance(16 * minute);
    expect(await values()).toEqual([null, "one"]);
    instances.recycle();
    expect(await values()).toEqual([null, "one"]);
  });

  it("never throws", async () => {
    const body = "console.log(JSON.stringify([api.cache.get(), api.cache.delete(null), api.cache.set().type]))";
    expect(await observe([action("a", body)])).toEqual([[null, error("CacheKeyDoesNotExist"), "success"]]);
  });
});
