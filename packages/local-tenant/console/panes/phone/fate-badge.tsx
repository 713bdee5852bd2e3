import { Badge, type Tone } from "../../components/badge";
import type { MessageDocument } from "../../lib/documents";

type Fate = NonNullable<MessageDocument["fate"]>;

const fates: Readonly<Record<Fate, { word: string; tone: Tone }>> = {
  waiting: { word: "Waiting", tone: "info" },
  used: { word: "Used, not reported", tone: "warn" },
  reported: { word: "Reported", tone: "good" },
  replaced: { word: "Replaced", tone: "plain" },
  expired: { word: "Expired", tone: "plain" },
  locked: { word: "Locked", tone: "bad" },
  "given-up": { word: "Given up", tone: "plain" },
  canceled: { word: "Canceled", tone: "plain" },
  "not-sent": { word: "Not sent", tone: "bad" },
};

/** What became of a code, in a word. */
export function FateBadge({ message }: { message: MessageDocument }) {
  if (message.fate === undefined) return null;
  const { word, tone } = unreportable(message) ?? fates[message.fate];
  return <Badge tone={tone}>{word}</Badge>;
}

/** Nobody reports a code that Verify did not send, or that opens nothing. */
function unreportable({ fate, purpose, verification }: MessageDocument): { word: string; tone: Tone } | undefined {
  if (fate === "used" && !verification) return { word: "Used", tone: "good" };
  return fate === "waiting" && purpose === "message" ? { word: "Sent", tone: "plain" } : undefined;
}
