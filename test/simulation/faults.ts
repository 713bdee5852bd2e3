import type { Random } from "./random";

/** What Verify does with one request. */
export interface Behaviour {
  fault: Fault;
  /** Milliseconds from the request to the answer, or to the end of the connection. */
  delayMs: number;
  /** Whether the report takes effect. */
  acts: boolean;
  /** `undefined`: Twilio's own answer to what it found. */
  answer?: { status: number; body: string; headers?: Record<string, string> };
  end: "whole" | "reset" | "hang" | "drip";
}

export type Fault = "none" | keyof typeof WEIGHTS;

const WEIGHTS = {
  late: 4,
  "rate limit": 4,
  "server error": 4,
  "reset before": 3,
  "reset after": 3,
  hang: 2,
  "hang after": 2,
  drip: 2,
  "odd success": 1,
  "empty success": 1,
  "page not found": 1,
  redirect: 1,
  unauthorized: 1,
  "status in the body": 2,
  "number as code": 2,
  "not JSON": 1,
};

/** How Verify behaves to a report on `number`. `brief` keeps its answers within
 * milliseconds, for runs in real time. */
export function behaviour(random: Random, number: string, probability: number, brief: boolean): Behaviour {
  const fault = random.chance(probability) ? random.weighted(WEIGHTS) : "none";
  const delayMs = brief ? random.int(0, 15) : random.int(20, 300);
  const whole = { fault, delayMs, acts: false, end: "whole" } as const;
  const json = (status: number, document: object) => ({ ...whole, answer: { status, body: JSON.stringify(document) } });
  switch (fault) {
    case "none":
      return { ...whole, acts: true };
    case "late":
      return { ...whole, acts: true, delayMs: brief ? 50 : random.int(400, 4000) };
    case "rate limit":
      return json(429, { code: 20429, message: "Too many requests", status: 429 });
    case "server error":
      return { ...json(random.pick([500, 502, 503]), { code: 20500, status: 500 }), acts: random.chance(0.5) };
    case "reset before":
      return { ...whole, end: "reset" };
    case "reset after":
      return { ...whole, acts: true, end: "reset" };
    case "hang":
      return { ...whole, end: "hang" };
    case "hang after":
      return { ...whole, acts: true, end: "hang" };
    case "drip":
      return { ...whole, acts: true, end: "drip" };
    case "odd success":
      return { ...whole, answer: { status: 200, body: random.pick(["null", "[]", '"approved"', "{}", "<html>", ""]) } };
    case "empty success":
      return { ...whole, answer: { status: 204, body: "" } };
    case "page not found":
      return { ...whole, answer: { status: 404, body: `<html>No ${number} here</html>` } };
    case "redirect":
      return {
        ...whole,
        answer: { status: 302, body: "", headers: { Location: `https://elsewhere.example/${number}` } },
      };
    case "unauthorized":
      return json(401, { code: 20003, message: `Authentication Error for ${number}`, status: 401 });
    case "status in the body":
      // RFC 9457: the document's own status is advisory.
      return json(500, { type: "about:blank", title: number, detail: number, status: 404, code: 20404 });
    case "number as code":
      return json(400, { code: Number(number.slice(1)), message: `Invalid parameter: ${number}`, status: 400 });
    case "not JSON":
      return { ...whole, answer: { status: 503, body: `upstream failed for ${number}` } };
  }
}

/** Whether a second try is what the Actions promise after it. */
export function mayBeRetried({ answer, end }: Behaviour): boolean {
  return end === "reset" || (answer !== undefined && (answer.status === 429 || answer.status >= 500));
}
