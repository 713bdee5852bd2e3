import { played, recorded, type Scenario } from "./scenario";

/** The recordings that every run of the tests does again: the ones that this project's stack lives by. */
export const quick = ["remove-action-cbd", "secret-wo-bump"];

/** Does a recording again and expects the same exit codes, errors, and calls of each resource in the same order. */
export async function compared(name: string, scenario: Scenario): Promise<void> {
  const expected = recorded(name, scenario);
  expect([...expected.calls.flatMap(Object.keys), ...expected.errors.flat()]).not.toEqual([]);
  expect(await played(name, scenario)).toEqual(expected);
}
