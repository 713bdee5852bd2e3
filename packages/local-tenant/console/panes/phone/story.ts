import type { MessageDocument } from "../../lib/documents";
import { duration } from "../../lib/format";

/** What became of a code, in a sentence or two. `now` is in milliseconds since the Unix epoch, by the tenant's clock. */
export function story(message: MessageDocument, now: number): string {
  switch (message.fate) {
    case undefined:
      return "A text without a code.";
    case "waiting":
      if (message.purpose === "message") return "It was sent outside of any login.";
      return `${waits(message)} ${runsOut(message, now)}`;
    case "used":
      return `${typedIn(message)} ${unreported(message)}`;
    case "reported":
      return `${typedIn(message)} ${reported(message)}`;
    case "replaced":
      return "A newer code of the same login took its place.";
    case "expired":
      return "Nobody typed it in in time.";
    case "locked":
      return "Too many wrong codes were typed in, so it is no longer accepted.";
    case "given-up":
      return "Its login ended without it.";
    case "canceled":
      return "Its verification was canceled.";
    case "not-sent":
      return message.problem || "The phone provider gave no reason.";
  }
}

function waits({ wrongGuesses = 0 }: MessageDocument): string {
  if (wrongGuesses === 0) return "Nobody has typed it in yet.";
  return wrongGuesses === 1 ? "A wrong code was typed in once." : `Wrong codes were typed in ${wrongGuesses} times.`;
}

function runsOut({ expiresAt }: MessageDocument, now: number): string {
  return expiresAt === undefined || expiresAt <= now ? "" : `It expires in ${duration(wholeSeconds(expiresAt - now))}.`;
}

function wholeSeconds(ms: number): number {
  return Math.max(1, Math.round(ms / 1000)) * 1000;
}

function typedIn({ usedAt, at }: MessageDocument): string {
  return usedAt === undefined ? "" : `It was typed in after ${duration(usedAt - at)}.`;
}

function unreported({ verification, report, channel }: MessageDocument): string {
  if (verification === undefined) return channel === "email" ? "Verify has no part in codes by e-mail." : "";
  if (verification.status === "approved") {
    return "Verify counts another code of the same verification as converted, and not this one.";
  }
  const uncounted = "so Verify counts it as unconverted.";
  if (report === undefined) return `Nobody reported it, ${uncounted}`;
  if (report.status === undefined) return `The report got no answer, ${uncounted}`;
  return `The report was refused (${report.status}${report.code ? `, error ${report.code}` : ""}), ${uncounted}`;
}

function reported({ usedAt, verification }: MessageDocument): string {
  const later = (verification?.endedAt ?? 0) - (usedAt ?? Number.POSITIVE_INFINITY);
  const when = later >= 0 ? ` ${duration(later)} later` : "";
  return `It was reported${when}. Verify counts it as converted.`;
}
