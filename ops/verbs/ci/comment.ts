import { z } from "zod";
import type { GitHub } from "./github";

/** What is read of a comment and of an issue. */
export const writtenDocument = z.object({
  body: z.string().nullish(),
  user: z.object({ type: z.string().optional() }).nullish(),
});

const commentDocument = writtenDocument.extend({ id: z.number() });

/**
 * Writes a comment on a pull request, in place of the one that was written there before under the same marker.
 * @param marker which comment of ours it is, e.g. `plan of dev`; invisible.
 */
export async function keepComment(github: GitHub, pullRequest: number, marker: string, text: string): Promise<void> {
  const begin = markerLine(marker);
  const comments = await github.list(`/issues/${pullRequest}/comments`, commentDocument);
  const earlier = comments.find((comment) => isOurs(comment, begin));
  const body = `${begin}\n${text}`;
  if (earlier) await github.patch(`/issues/comments/${earlier.id}`, { body });
  else await github.post(`/issues/${pullRequest}/comments`, { body });
}

/** The first line of what we write on GitHub. It serves to find the text again. */
export function markerLine(marker: string): string {
  return `<!-- auth0-verify-feedback: ${marker} -->`;
}

/** Whether a workflow wrote it. A user could copy the marker, and change the text after we did. */
export function isOurs({ body, user }: Pick<z.infer<typeof writtenDocument>, "body" | "user">, begin: string): boolean {
  return user?.type === "Bot" && (body ?? "").startsWith(begin);
}
