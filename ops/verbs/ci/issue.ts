import { z } from "zod";
import { printableMarkdown } from "../../support/markdown";
import { isOurs, markerLine, writtenDocument } from "./comment";
import type { GitHub } from "./github";

const issueDocument = writtenDocument.extend({ number: z.number(), title: z.string() });

/** What an issue is to say. */
export interface IssueText {
  title: string;
  /** Markdown. */
  body: string;
}

/** What was done about an issue. */
export type IssueOutcome = "opened" | "updated" | "unchanged" | "closed" | "none";

/**
 * Keeps one open issue under a marker: opens it, or brings the open one up to date.
 * @param marker which issue of ours it is, e.g. `drift of dev`; invisible.
 */
export async function keepIssue(github: GitHub, marker: string, { title, body }: IssueText): Promise<IssueOutcome> {
  // As GitHub gives it back.
  const text = { title: printableMarkdown(title), body: printableMarkdown(`${markerLine(marker)}\n${body}`) };
  const open = await openIssue(github, marker);
  if (open === undefined) {
    await github.post("/issues", text);
    return "opened";
  }
  if (open.title === text.title && open.body === text.body) return "unchanged";
  await github.patch(`/issues/${open.number}`, text);
  return "updated";
}

/** Closes the open issue under a marker, if there is one, with a last comment. */
export async function closeIssue(github: GitHub, marker: string, comment: string): Promise<IssueOutcome> {
  const open = await openIssue(github, marker);
  if (open === undefined) return "none";
  await github.post(`/issues/${open.number}/comments`, { body: comment });
  await github.patch(`/issues/${open.number}`, { state: "closed", state_reason: "completed" });
  return "closed";
}

async function openIssue(github: GitHub, marker: string) {
  const begin = markerLine(marker);
  // The list holds pull requests too; a workflow's would not begin so.
  return (await github.list("/issues?state=open", issueDocument)).find((issue) => isOurs(issue, begin));
}
