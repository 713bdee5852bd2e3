import { seededNumbers } from "./seeded-numbers";

/** Choices that look random and depend on the seed alone. */
export interface Random {
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  /** A key, as often as its weight says. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
}

/** A source of choices for each thing that has some, so that one more choice of one changes none of another. */
export function seededRandom(...seed: readonly (number | string)[]): Random {
  const next = seededNumbers(...seed);
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    int,
    weighted: <Key extends string>(weights: Readonly<Record<Key, number>>) => {
      const entries = Object.entries(weights) as [Key, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return entries.at(-1)![0];
    },
  };
}
