import type { Effect, PostLoginEvent } from "./types";

/** What Actions changed and the tenant has not written yet: the platform writes once, after the last Action. */
export class PendingEffects {
  #effects: Effect[] = [];

  add(effects: readonly Effect[]): void {
    this.#effects.push(...effects);
  }

  has(kind: Effect["kind"]): boolean {
    return this.#effects.some((effect) => effect.kind === kind);
  }

  /** Lets the next Action see session metadata that an earlier one set. User and app metadata are not shown early. */
  showOn(event: PostLoginEvent): void {
    if (!event.session) return;
    for (const effect of this.#effects) {
      if (effect.kind !== "session_metadata") continue;
      const { [effect.key]: _old, ...rest } = event.session.metadata ?? {};
      event.session.metadata = effect.value === undefined ? rest : { ...rest, [effect.key]: effect.value };
    }
  }

  /** Hands over every effect once; of several writes to the same key only the last. */
  flush(apply: (effect: Effect) => void): void {
    const last = new Map<string, Effect>();
    for (const effect of this.#effects) {
      last.set(JSON.stringify([effect.kind, "key" in effect ? effect.key : undefined]), effect);
    }
    this.#effects = [];
    for (const effect of last.values()) apply(effect);
  }
}
