import type { FactorType } from "../../pipeline";
import { checkLogin, LoginError, type LoginRequest } from "../login";
import { type Account, findAccount } from "./accounts";
import { loginRequest } from "./login-request";
import type { OidcServices } from "./services";
import { currentFactor, type SignIn } from "./sign-in";

/** Fields of a form by name. */
type Fields = Readonly<Record<string, string>>;

type Step = (signIn: SignIn, fields: Fields, services: OidcServices) => Promise<void> | void;

/** What a user can do on the pages, by the `action` of their forms. */
const steps: Readonly<Record<string, Step>> = {
  identifier: identify,
  password: submitPassword,
  code: async ({ login }, { code = "" }) => refuse(await login?.submitCode(digits(code))),
  resend,
  restart,
  answer,
  reject: (signIn) => answer(signIn, { reject: "true" }),
  options: ({ mfa }) => {
    mfa.choosing = true;
  },
  choose,
  call: (signIn) => select(signIn, "phone", "call"),
  text: (signIn) => select(signIn, "phone", "sms"),
  enroll,
  back: (signIn) => {
    signIn.mfa = {};
  },
};

/**
 * Takes a sign-in one step on. What the user did wrong, and a step that does not fit the page any more, becomes its notice.
 */
export async function step(signIn: SignIn, fields: Fields, services: OidcServices): Promise<void> {
  signIn.notice = undefined;
  const prompt = signIn.login?.prompt;
  const { action = "" } = fields;
  try {
    if (Object.hasOwn(steps, action)) await steps[action]?.(signIn, fields, services);
  } catch (error) {
    if (!(error instanceof LoginError || error instanceof RefusedStep)) throw error;
    signIn.notice = { kind: "error", text: error.message };
  }
  if (signIn.login?.prompt !== prompt) signIn.mfa = {};
}

/** A step that was refused: the message is the user's to read. */
class RefusedStep extends Error {}

function refuse(result: { accepted: boolean; description?: string } | undefined): void {
  if (result && !result.accepted) throw new RefusedStep(result.description);
}

async function identify(signIn: SignIn, { identifier = "" }: Fields, services: OidcServices): Promise<void> {
  const { connection } = signIn.request;
  if (signIn.login || identifier.trim() === "") return;
  const account = findAccount(services.users(), identifier, connection);
  const passwordless = connection === "sms" || connection === "email" || /^\+?[\d\s().-]{7,}$/.test(identifier.trim());
  if (!account && passwordless)
    throw new RefusedStep(`Nobody signs in with ${identifier.trim()} in this local tenant.`);
  signIn.identifier = identifier.trim();
  signIn.account = account;
  if (account && account.method !== "password") await begin(signIn, account, services);
}

async function submitPassword(signIn: SignIn, { password = "" }: Fields, services: OidcServices): Promise<void> {
  const { account, login } = signIn;
  if (signIn.identifier === undefined) return;
  if (login) return refuse(await login.submitPassword(password));
  // Nobody learns here which accounts there are.
  if (!account) throw new RefusedStep("Wrong email or password.");
  await begin(signIn, account, services, password);
  if (signIn.login?.state === "awaiting-password") throw new RefusedStep("Wrong email or password.");
}

async function begin(signIn: SignIn, account: Account, services: OidcServices, password?: string): Promise<void> {
  const session = services.engine.sessions.get(signIn.sessionId ?? "");
  const request: LoginRequest = {
    ...loginRequest(signIn.request),
    user: account.user.user_id,
    method: account.method,
    connection: account.connection,
    ...(account.phoneNumber !== undefined && { phoneNumber: account.phoneNumber }),
    ...(password !== undefined && { password }),
    ...(session?.userId === account.user.user_id && { session: session.id }),
    ...(signIn.request.prompt === "login" && { prompt: "login" }),
  };
  checkLogin(request);
  signIn.login = await services.startLogin(request);
}

function restart(signIn: SignIn): void {
  if (signIn.login?.state.startsWith("awaiting")) signIn.login.abandon();
  Object.assign(signIn, { identifier: undefined, account: undefined, login: undefined, mfa: {} });
}

async function resend(signIn: SignIn): Promise<void> {
  const { login, mfa } = signIn;
  if (login?.state === "awaiting-code") await login.resendCode();
  else if (mfa.enrolling?.type === "phone") {
    mfa.enrolling = await login?.enroll({ factor: "phone", phoneNumber: mfa.enrolling.phoneNumber });
  } else {
    const factor = currentFactor(signIn);
    if (factor) await login?.select(factor, mfa.channel);
  }
  signIn.notice = { kind: "info", text: "A new code is on its way. Earlier codes no longer work." };
}

async function answer(signIn: SignIn, { code, reject }: Fields): Promise<void> {
  const factor = signIn.mfa.enrolling?.type ?? currentFactor(signIn);
  if (!factor || !signIn.login) return;
  const given =
    code === undefined ? undefined : factor === "recovery-code" ? compact(code).toUpperCase() : digits(code);
  refuse(
    await signIn.login.answer({ factor, ...(given !== undefined && { code: given }), ...(reject && { reject: true }) }),
  );
}

async function choose(signIn: SignIn, { choice = "" }: Fields): Promise<void> {
  const [name, channel] = choice.split(":");
  const factor = signIn.login?.prompt?.factors.find((each) => each === name);
  if (!factor) return;
  if (signIn.login?.prompt?.command === "enroll") signIn.mfa = { factor };
  else await select(signIn, factor, channel === "call" ? "call" : undefined);
}

async function select(signIn: SignIn, factor: FactorType, channel: "sms" | "call" | undefined): Promise<void> {
  await signIn.login?.select(factor, channel);
  signIn.mfa = { factor, ...(channel && { channel }) };
}

async function enroll(signIn: SignIn, { phone }: Fields): Promise<void> {
  const factor = currentFactor(signIn);
  if (!factor || !signIn.login) return;
  const number = phone?.trim();
  if (factor === "phone" && !/^\+?[\d\s().-]{7,20}$/.test(number ?? "")) {
    throw new RefusedStep("Enter a phone number with its country code, such as +1 202 555 0100.");
  }
  const enrolling = await signIn.login.enroll({ factor, ...(factor === "phone" && number && { phoneNumber: number }) });
  signIn.mfa = { factor, enrolling };
}

/** People paste codes with spaces. */
function digits(code: string): string {
  return compact(code).replaceAll("-", "");
}

function compact(code: string): string {
  return code.replace(/\s/g, "");
}
