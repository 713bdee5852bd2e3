export function unwritable(thrown: unknown): string | undefined;
