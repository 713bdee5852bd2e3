import type { VirtualClock } from "./clock";
import type { Behaviour } from "./faults";
import type { HttpRequest } from "./http-server";
import type { ActionRun } from "./login";
import type { Verification, Verify } from "./verify";

export interface VerifyServiceParts {
  clock: VirtualClock;
  verify: Verify;
  behaviourOf: (run: ActionRun, request: string, number: string) => Behaviour;
}

export type Answer = NonNullable<Behaviour["answer"]>;

/**
 * Takes reports, approves what is pending, tells of a number's verification, and writes all of it into the run that asked.
 * @throws for any other request: it is not one that the Actions have a reason for.
 */
export function verifyService({ clock, verify, behaviourOf }: VerifyServiceParts) {
  const update = (run: ActionRun, id: string): Behaviour & { answer: Answer } => {
    const number = verify.bySid(id)?.to ?? id;
    const behaviour = behaviourOf(run, `report ${run.requests.length}`, number);
    const pending = verify.pending(clock.now, id);
    const approved = behaviour.acts ? verify.approve(clock.now, id) : undefined;
    run.requests.push({ at: clock.now, number, behaviour, approved, pending: pending !== undefined });
    return { ...behaviour, answer: behaviour.answer ?? (approved ? document(approved, "approved") : notFound) };
  };
  const fetch = (run: ActionRun, id: string): Behaviour & { answer: Answer } => {
    const behaviour = behaviourOf(run, `verification ${id}`, id);
    run.reads.push({ at: clock.now, what: "verification", behaviour });
    const pending = verify.pending(clock.now, id);
    return { ...behaviour, answer: behaviour.answer ?? (pending ? document(pending, "pending") : notFound) };
  };
  return ({ method, path, body }: HttpRequest, run: ActionRun) => {
    const id = /^\/v2\/Services\/VA[0-9a-f]{32}\/Verifications\/(\S+)$/.exec(path)?.[1];
    if (id && method === "POST" && body.includes("Status=approved")) return update(run, decodeURIComponent(id));
    if (id && method === "GET") return fetch(run, decodeURIComponent(id));
    throw new Error(`Nothing that is asked of Verify: ${method} ${path}`);
  };
}

const notFound: Answer = {
  status: 404,
  body: JSON.stringify({ code: 20404, message: "The requested resource was not found", status: 404 }),
};

function document({ sid, to, createdAt, codes }: Verification, status: string): Answer {
  const send_code_attempts = codes.map(({ sentAt }) => ({ time: wholeSecond(sentAt), channel: "SMS" }));
  const body = { sid, to, status, valid: true, date_created: wholeSecond(createdAt), send_code_attempts };
  return { status: 200, body: JSON.stringify(body) };
}

/** Verify's times have no milliseconds. */
function wholeSecond(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, "");
}
