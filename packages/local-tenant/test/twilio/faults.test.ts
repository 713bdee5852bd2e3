import { type Fault, FIXED_SERVICE_SID, STANDARD_KEY } from "../../src/twilio";
import { NUMBER, rejection, type Served, serveVerify } from "./support/serve";

let served: Served;
beforeEach(async () => {
  served = await serveVerify();
  await served.service.verifications.create({ to: NUMBER, channel: "sms", customCode: "424242" });
});
afterEach(() => served.close());

const fail = (fault: Fault) => served.verify.faults.set("verification/update", fault);
const approve = () => served.service.verifications(NUMBER).update({ status: "approved" });
/** More than a machine that is busy leaves a process standing. */
const impatientMs = 2000;
const approveImpatiently = () =>
  served
    .clientOf(STANDARD_KEY.sid, STANDARD_KEY.secret, impatientMs)
    .verify.v2.services(FIXED_SERVICE_SID)
    .verifications(NUMBER)
    .update({ status: "approved" });
const status = () => served.verify.store.verifications[0]?.status;
const lastRequest = () => served.verify.store.requests.at(-1);

it.each([
  [401, 20003],
  [404, 20404],
  [429, 20429],
  [500, 20500],
] as const)("the error %d is Twilio's, with code %d, and nothing was done", async (httpStatus, code) => {
  fail({ kind: "error", status: httpStatus });
  expect(await rejection(approve())).toMatchObject({ status: httpStatus, code });
  expect(status()).toBe("pending");
  expect(lastRequest()).toMatchObject({ status: httpStatus, code, fault: "error", approval: false });
});

it("a refusal is Twilio's error with the number that was asked for", async () => {
  fail({ kind: "refusal", status: 403, code: 60410 });
  expect(await rejection(approve())).toMatchObject({ status: 403, code: 60410 });
  expect(status()).toBe("pending");
});

it("429 says when to come back", async () => {
  fail({ kind: "error", status: 429, retryAfterSeconds: 7 });
  const response = await served.raw(
    "POST",
    `/v2/Services/${FIXED_SERVICE_SID}/Verifications/${NUMBER}`,
    "Status=approved",
  );
  expect(response.headers.get("retry-after")).toBe("7");
});

it("reset destroys the connection", async () => {
  fail({ kind: "reset" });
  expect(await rejection(approve())).toMatchObject({ code: "ECONNRESET", status: undefined });
  expect(status()).toBe("pending");
  expect(lastRequest()).toMatchObject({ status: undefined, fault: "reset" });
});

it("hang never answers: the client gives up by its own time-out", async () => {
  fail({ kind: "hang" });
  expect(await rejection(approveImpatiently())).toMatchObject({ code: "ECONNABORTED" });
  expect(lastRequest()).toMatchObject({ status: undefined, fault: "hang" });
});

it("clearing a hang drops the connections that it holds", async () => {
  fail({ kind: "hang" });
  const hanging = rejection(approve());
  while (lastRequest()?.fault !== "hang") await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 20));
  served.verify.faults.clear();
  expect(await hanging).toMatchObject({ code: "ECONNRESET" });
});

it("delay gives the true answer later", async () => {
  fail({ kind: "delay", ms: 150 });
  const begun = performance.now();
  expect((await approve()).status).toBe("approved");
  expect(performance.now() - begun).toBeGreaterThanOrEqual(145);
});

it("drip gives the true answer byte by byte, past the idle time-out of the SDK", async () => {
  fail({ kind: "drip", intervalMs: 5 });
  const begun = performance.now();
  expect((await approveImpatiently()).status).toBe("approved");
  expect(performance.now() - begun).toBeGreaterThan(impatientMs);
  expect(lastRequest()).toMatchObject({ status: 200, fault: "drip", approval: true });
});

it("HTML and half JSON break the SDK's parser, or leave its error without a code", async () => {
  fail({ kind: "html", status: 200 });
  await expect(approve()).rejects.toBeInstanceOf(SyntaxError);
  fail({ kind: "bad-json" });
  await expect(approve()).rejects.toBeInstanceOf(SyntaxError);
  fail({ kind: "html", status: 500 });
  expect(await rejection(approve())).toMatchObject({ status: 500, code: undefined });
});

it.each<Fault>([
  { kind: "reset", takesEffect: true },
  { kind: "error", status: 500, takesEffect: true },
  { kind: "error", status: 429, retryAfterSeconds: 1, takesEffect: true },
  { kind: "html", status: 200, takesEffect: true },
  { kind: "bad-json", takesEffect: true },
])("%j hides a success, which the next try can't repeat", async (fault) => {
  fail({ ...fault, times: 1 });
  await expect(approve()).rejects.toThrow();
  expect(status()).toBe("approved");
  expect(lastRequest()).toMatchObject({ approval: true, fault: fault.kind });
  expect(await rejection(approve())).toMatchObject({ status: 404, code: 20404 });
});

it("strikes as often as it is told, and only its own operation", async () => {
  fail({ kind: "error", status: 500, times: 2 });
  expect((await served.service.verifications(NUMBER).fetch()).status).toBe("pending");
  expect(await rejection(approve())).toMatchObject({ status: 500 });
  expect(await rejection(approve())).toMatchObject({ status: 500 });
  expect((await approve()).status).toBe("approved");
});

it("strikes until it is cleared when it isn't told how often", async () => {
  fail({ kind: "error", status: 500 });
  for (let times = 0; times < 3; times += 1) expect(await rejection(approve())).toMatchObject({ status: 500 });
  served.verify.faults.clear("verification/update");
  expect((await approve()).status).toBe("approved");
});

it("refuses a number of times that means nothing", () => {
  expect(() => fail({ kind: "hang", times: 0 })).toThrow(RangeError);
  expect(() => fail({ kind: "hang", times: 1.5 })).toThrow("times is 1.5");
});
