import type { Clock } from "../support/clock";

/** A `Date` that follows a clock. Its dates are instances of the process's `Date`. */
export function clockDate(clock: Clock): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [clock.now()], newTarget),
    apply: () => new Date(clock.now()).toString(),
    get: (target, key) => (key === "now" ? () => clock.now() : Reflect.get(target, key)),
  });
}
