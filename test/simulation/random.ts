import { seededNumbers } from "../../packages/local-tenant/src/comparison/seeded-numbers";

/** Choices that look random and depend on the seed alone. */
export interface Random {
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  pick<T>(items: readonly T[]): T;
  /** A key, as often as its weight, a whole number, says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  shuffled<T>(items: readonly T[]): T[];
  /** Some of the items, in their order. */
  some<T>(items: readonly T[], probability: number): T[];
}

export function random(...seed: readonly (number | string)[]): Random {
  const next = seededNumbers(...seed);
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error("nothing to pick from");
    return items[int(0, items.length - 1)] as T;
  };
  return {
    chance: (probability) => next() < probability,
    int,
    pick,
    weighted: (weights) => {
      const keys = Object.entries(weights).flatMap(([key, weight]) => Array<string>(weight as number).fill(key));
      return pick(keys) as keyof typeof weights;
    },
    shuffled: (items) => {
      const rest = [...items];
      return items.map(() => rest.splice(int(0, rest.length - 1), 1)[0]!);
    },
    some: (items, probability) => items.filter(() => next() < probability),
  };
}
