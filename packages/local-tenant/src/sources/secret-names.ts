/** Names of secrets that code reads of `event.secrets`: `.NAME`, `["NAME"]`, or `{ NAME } = event.secrets`. */
export function secretNames(code: string): string[] {
  const read = [...code.matchAll(/\bevent\.secrets(?:\?\.|\.)([A-Za-z_$][\w$]*)/g)].map(([, name]) => name!);
  const indexed = [...code.matchAll(/\bevent\.secrets(?:\?\.)?\[\s*["']([^"']+)["']\s*\]/g)].map(([, name]) => name!);
  const taken = [...code.matchAll(/\{([^{}]*)\}\s*=\s*event\.secrets\b/g)].flatMap(([, names = ""]) =>
    names
      .split(",")
      .map((name) => name.split(/[:=]/)[0]!.trim())
      .filter((name) => /^[\w$]+$/.test(name)),
  );
  return [...new Set([...read, ...indexed, ...taken])];
}
