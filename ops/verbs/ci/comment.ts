import type { GitHub } from "./github";

/**
 * Writes a comment on a pull request, in place of the one that was written there before under the same marker.
 * @param marker which comment of ours it is, e.g. `plan of dev`; invisible.
 */
export async function keepComment(github: GitHub, pullRequest: number, marker: string, text: string): Promise<void> {
  const begin = markerLine(marker);
  const comments = await github.list(`/issues/${pullRequest}/comments`);
  const earlier = comments.find((comment) => isOurs(comment, begin));
  const body = `${begin}\n${text}`;
  if (earlier) await github.patch(`/issues/comments/${earlier.id}`, { body });
  else await github.post(`/issues/${pullRequest}/comments`, { body });
}

/** The first line of what we write on GitHub, by which it is found again. */
export function markerLine(marker: string): string {
  return `<!-- auth0-verify-feedback: ${marker} -->`;
}

/** Whether a workflow wrote it. A person could copy the marker, and change the text after we did. */
export function isOurs({ body, user }: { body?: string | null; user?: { type?: string } }, begin: string): boolean {
  return user?.type === "Bot" && (body ?? "").startsWith(begin);
}
