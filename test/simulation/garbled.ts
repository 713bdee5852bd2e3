import type { Random } from "./random";
import type { Method } from "./session";

/** A way in which no documentation says that methods come. It is the same for all of a person's logins. */
export function garbling(random: Random): (methods: Method[]) => unknown {
  const at = random.int(0, 3);
  const change = (by: (method: Method) => unknown) => (methods: Method[]) =>
    methods.map((method, index) => (index === at ? by(method) : method));
  return random.pick<(methods: Method[]) => unknown>([
    () => undefined,
    () => null,
    () => "sms",
    (methods) => [...methods, null, 7, {}],
    (methods) => [...methods, ...methods],
    change(() => null),
    change(({ timestamp: _, ...rest }) => rest),
    change((method) => ({ ...method, timestamp: "yesterday" })),
    change((method) => ({ ...method, timestamp: Date.parse(String(method.timestamp)) })),
    change((method) => ({ ...method, timestamp: {} })),
    change(({ type: _, ...rest }) => rest),
    change((method) => ({ ...method, name: 5 })),
  ]);
}
