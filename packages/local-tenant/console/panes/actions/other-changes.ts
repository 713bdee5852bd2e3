import type { TenantAction } from "../../lib/documents";

type Contents = TenantAction["draft"];

/** What differs besides the code, one sentence each. */
export function otherChanges(before: Contents, after: Contents): string[] {
  return [
    ...(before.runtime === after.runtime ? [] : [`Runtime: ${before.runtime} became ${after.runtime}.`]),
    ...packageChanges(before, after),
    ...secretChanges(before, after),
  ];
}

function packageChanges(before: Contents, after: Contents): string[] {
  const versionIn = ({ dependencies }: Contents, wanted: string) =>
    dependencies.find(({ name }) => name === wanted)?.version;
  const names = [...before.dependencies, ...after.dependencies].map(({ name }) => name);
  return [...new Set(names)].flatMap((name) => {
    const [was, is] = [versionIn(before, name), versionIn(after, name)];
    if (was === is) return [];
    if (was === undefined) return [`Package ${name}@${is} was added.`];
    return is === undefined ? [`Package ${name}@${was} was removed.`] : [`Package ${name}: ${was} became ${is}.`];
  });
}

/** Values are not known here; when each was set is. */
function secretChanges(before: Contents, after: Contents): string[] {
  const setIn = ({ secrets }: Contents, wanted: string) => secrets.find(({ name }) => name === wanted)?.updated_at;
  const names = [...before.secrets, ...after.secrets].map(({ name }) => name);
  return [...new Set(names)].flatMap((name) => {
    const [was, is] = [setIn(before, name), setIn(after, name)];
    if (was === is) return [];
    if (was === undefined) return [`Secret ${name} was added.`];
    return is === undefined ? [`Secret ${name} was removed.`] : [`Secret ${name} was set again.`];
  });
}
