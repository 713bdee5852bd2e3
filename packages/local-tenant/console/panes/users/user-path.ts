/** The route of a user, below `/_sandbox`. */
export function userPath(id: string): string {
  return `/users/${encodeURIComponent(id)}`;
}
