import { formatOutcome } from "../../actions/lib/outcome";
import { type HttpsServer, startHttpsServer } from "./https-server";

interface Answer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

let server: HttpsServer;
/** What the next updates are answered; an approval when there is nothing more. */
let answers: Answer[];
let requests: number;

beforeAll(async () => {
  server = await startHttpsServer((_, response) => {
    requests += 1;
    const { status, body, headers } = answers.shift() ?? { status: 200, body: '{"status":"approved"}' };
    response.writeHead(status, headers).end(body);
  });
});
afterAll(() => server.stop());
beforeEach(() => {
  answers = [];
  requests = 0;
});

/** Reports, in an instance of its own that has the twilio package or not; the outcome and notes of the log line. */
async function report(twilioPackage: "with" | "without", ...given: Answer[]): Promise<string> {
  answers = given;
  if (twilioPackage === "without") jest.doMock("twilio/lib/base/Domain", () => ({ default: undefined }));
  else jest.dontMock("twilio/lib/base/Domain");
  jest.resetModules();
  const { reportApproved } = await import("../../actions/lib/verify/report");
  const secrets = {
    TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "token",
    TWILIO_VERIFY_SID: `VA${"0".repeat(32)}`,
  };
  const settings = { deadlineMs: 10_000, verifyOrigin: server.origin };
  const { outcome, notes } = await reportApproved("+12025550100", secrets, settings);
  const without = "twilio-package-not-loaded";
  expect(notes.includes(without)).toBe(twilioPackage === "without");
  return [formatOutcome(outcome), ...notes.filter((note) => note !== without)].join(" ");
}

/** A body as RFC 9457 has it, which the twilio package takes `status` from. */
function problem(status: number, code: number): string {
  return JSON.stringify({ type: "about:blank", title: "no", status, code });
}

const NOT_PENDING = '{"code":20404,"message":"not found","status":404}';
const phoneNumber = 15550001111;

const cases: [what: string, status: number, body: string, expected: string][] = [
  ["an approval", 200, '{"status":"approved"}', "approved"],
  ["an approval as a thing created", 201, '{"status":"approved"}', "approved"],
  ["an approval with dates that are none", 200, '{"status":"approved","date_created":{"toString":1}}', "approved"],
  ["an approval with a code", 200, '{"status":"approved","code":20404}', "approved"],
  ["an approval with a line's end", 200, '{"status":"approved"}\r\n', "approved"],

  ["another status than approved", 200, '{"status":"pending"}', "failed:response 200 -"],
  ["another status with another success", 202, '{"status":"pending"}', "failed:response 202 -"],
  ["a status that is no word", 200, '{"status":["approved"]}', "failed:response 200 -"],
  ["a status of the prototype's", 200, '{"__proto__":{"status":"approved"}}', "failed:response 200 -"],
  ["a refusal under a success", 200, NOT_PENDING, "failed:response 200 -"],
  ["nothing", 200, "", "failed:response 200 -"],
  ["no content", 204, "", "failed:response 204 -"],
  ["half of a document", 206, '{"status":', "failed:response 206 -"],
  ["a page", 200, "<html>", "failed:response 200 -"],
  ["a page, accepted", 202, "<html>", "failed:response 202 -"],
  ["null", 200, "null", "failed:response 200 -"],
  ["null and a line's end", 200, "null\n", "failed:response 200 -"],
  ["a list", 200, '[{"status":"approved"}]', "failed:response 200 -"],
  ["a text", 200, '"approved"', "failed:response 200 -"],
  ["a number", 200, String(phoneNumber), "failed:response 200 -"],
  ["more than any answer holds", 200, "x".repeat(100_000), "failed:response 200 -"],

  ["not pending", 404, NOT_PENDING, "skipped:not-pending"],
  ["not pending, as RFC 9457 has it", 404, problem(404, 20404), "skipped:not-pending"],
  ["not pending, with another status in the body", 404, problem(500, 20404), "skipped:not-pending"],
  ["not pending, with a status that is none", 404, '{"code":20404,"status":"x"}', "skipped:not-pending"],
  ["something else that is not found", 404, '{"code":20001}', "failed:request 404 20001"],
  ["a page that is not found", 404, "<html>", "failed:request 404 -"],
  ["null that is not found", 404, "null", "failed:request 404 -"],
  ["a list that is not found", 404, '[{"code":20404}]', "failed:request 404 -"],
  ["a text that is not found", 404, '"20404"', "failed:request 404 -"],
  ["a number that is not found", 404, "20404", "failed:request 404 -"],
  ["a code of the prototype's", 404, '{"__proto__":{"code":20404}}', "failed:request 404 -"],
  ["a bad request", 400, '{"code":60200,"message":"+12025550100"}', "failed:request 400 60200"],
  ["not pending under a bad request", 400, NOT_PENDING, "failed:request 400 20404"],
  ["the lowest code", 400, '{"code":10000}', "failed:request 400 10000"],
  ["less than the lowest code", 400, '{"code":9999}', "failed:request 400 -"],
  ["the highest code", 400, '{"code":99999}', "failed:request 400 99999"],
  ["more than the highest code", 400, '{"code":100000}', "failed:request 400 -"],
  ["a phone number as the code", 400, `{"code":${phoneNumber}}`, "failed:request 400 -"],
  ["a phone number as RFC 9457's code", 400, problem(400, phoneNumber), "failed:request 400 -"],
  ["a phone number as RFC 9457's status", 400, problem(phoneNumber, 60200), "failed:request 400 60200"],
  ["a negative code", 400, '{"code":-60200}', "failed:request 400 -"],
  ["a code with a fraction", 400, '{"code":60200.5}', "failed:request 400 -"],
  ["a code as a text", 400, '{"code":"60200"}', "failed:request 400 -"],
  ["a phone number as a text", 400, '{"code":"+12025550100"}', "failed:request 400 -"],
  ["a code in a list", 400, '{"code":[60200]}', "failed:request 400 -"],
  ["refused credentials", 401, '{"code":20003}', "failed:auth 401 20003"],
  ["a missing permission", 403, problem(403, 70051), "failed:auth 403 70051"],
  ["a missing permission, called a success", 403, problem(200, 70051), "failed:auth 403 70051"],
  ["a detour", 302, "", "failed:request 302 -"],
  ["a detour with an approval", 307, '{"status":"approved"}', "failed:request 307 -"],
  ["not modified", 304, "", "failed:request 304 -"],
  ["a refusal longer than any", 400, "x".repeat(100_000), "failed:request 400 -"],
];

describe.each(["with", "without"] as const)("%s the twilio package, a report", (twilioPackage) => {
  test.each(cases)("that is answered with %s is told once, by HTTP's status", async (_, status, body, expected) => {
    const headers = { location: "/elsewhere", "retry-after": "0" };
    expect(await report(twilioPackage, { status, body, headers })).toBe(expected);
    expect(requests).toBe(1);
  });

  const failed = problem(404, 20404);
  const retried: [what: string, status: number, body: string, then: Answer, expected: string][] = [
    ["a failure called not pending", 500, failed, { status: 200, body: '{"status":"approved"}' }, "approved"],
    ["such a failure twice", 500, failed, { status: 500, body: failed }, "failed:server 500 20404"],
    ["such a failure, then not pending", 500, failed, { status: 404, body: NOT_PENDING }, "approved:presumed"],
    ["a failure longer than any", 500, "x".repeat(100_000), { status: 404, body: NOT_PENDING }, "approved:presumed"],
    ["a phone number as the code", 503, `{"code":${phoneNumber}}`, { status: 503, body: "" }, "failed:server 503 -"],
    ["too many, called a success", 429, problem(200, 20429), { status: 404, body: NOT_PENDING }, "skipped:not-pending"],
    ["too many, called a failure", 429, problem(500, 20429), { status: 404, body: NOT_PENDING }, "skipped:not-pending"],
    ["too many, then null", 429, '{"code":20429}', { status: 429, body: "null" }, "failed:rate-limited 429 -"],
    ["too many, then no content", 429, '{"code":20429}', { status: 204, body: "" }, "failed:response 204 -"],
  ];
  test.each(retried)("that is answered with %s is tried again", async (_, status, body, then, expected) => {
    const first = { status, body, headers: { "retry-after": "3600" } };
    expect(await report(twilioPackage, first, then)).toBe(`${expected} retried`);
    expect(requests).toBe(2);
  });
});
