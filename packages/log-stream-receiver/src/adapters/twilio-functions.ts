import { errorClass } from "../../../../actions/lib/error-class";
import { atMost } from "../at-most";
import { countingSink } from "../http/counting-sink";
import { type Answer, answerTo } from "../http/receiver";
import { BusyError, type Sink } from "../http/sink";
import { MemoryCounters } from "../report/memory-counters";
import { Reporter } from "../report/reporter";
import { sayRarely } from "../say";
import { readSettings, SettingsError, type Variables } from "../settings/read-settings";

/** What Twilio makes of a request: the fields of its query and of its JSON body, and its headers. An array's are 0, 1, … */
type Event = Record<string, unknown> & { request: { headers: Record<string, string> } };
type Callback = (error: null, response: object) => void;
declare const Twilio: {
  Response: new () => {
    setStatusCode(status: number): void;
    setBody(body: string): void;
    setHeaders(headers: Record<string, string>): void;
  };
};

const CONCURRENCY = 8;

/** Milliseconds for all reports of a request: Twilio cuts a function off after about ten seconds. */
const BUDGET_MS = 8_000;

const counters = new MemoryCounters();
const warn = sayRarely(console.warn);
let kept: Reporter | undefined;

/** A function that reports before it answers. Nothing is kept: what was not reported, Auth0 has to deliver again. */
export const handler = async (context: Variables, event: Event, callback: Callback): Promise<void> => {
  const { status, headers, body } = await answer(context, event).catch(ownFault);
  // Twilio puts its own class in the place of the web's Response.
  const response = new Twilio.Response();
  response.setStatusCode(status);
  response.setHeaders(headers);
  response.setBody(body);
  callback(null, response);
};

async function answer(context: Variables, { request, ...fields }: Event): Promise<Answer> {
  const settings = readSettings(context);
  kept ??= new Reporter(settings, counters);
  const { authorization = "", "content-type": type = "" } = request.headers;
  const body = bodyOf(fields, type);
  return answerTo(new Request("https://twilio.example/", { method: "POST", headers: { authorization }, body }), {
    settings,
    sink: countingSink(counters, reportAtOnce(kept)),
    metrics: counters,
    warn,
    lines: "refuse",
  });
}

function ownFault(error: unknown): Answer {
  warn(error instanceof SettingsError ? error.message : `A bug in it: ${errorClass(error)}.`);
  return { status: 500, headers: {}, body: "" };
}

/** The body again, from its fields. Of JSON lines Twilio hands nothing on; what stands for them is refused as they are. */
function bodyOf(fields: Record<string, unknown>, type: string): string {
  const names = Object.keys(fields);
  if (names.length === 0) return type.includes("json") && !/lines|ndjson/.test(type) ? "[]" : "{}\n{}";
  return JSON.stringify(names.every((name, i) => name === String(i)) ? Object.values(fields) : fields);
}

function reportAtOnce(reporter: Reporter): Sink {
  return {
    async accept({ reports }) {
      const end = performance.now() + BUDGET_MS;
      let again = 0;
      await atMost(CONCURRENCY, reports, async (code) => {
        const left = end - performance.now();
        const seconds = left > 0 ? await reporter.report(code, left) : 1;
        again = Math.max(again, seconds ?? 0);
      });
      if (again > 0) throw new BusyError(again);
    },
  };
}
