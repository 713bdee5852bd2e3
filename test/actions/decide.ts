import { onExecutePostLogin } from "../../actions/mfa-challenge";
import type { PostLoginEvent } from "../../actions/types/post-login";
import type { MfaChallengeSettings } from "../../actions/types/settings";
import { type Event, method, NOW, type RecordedApi, recordedApi, type SparseEvent, smsLogin } from "./events";
import { withSettings } from "./with-settings";

/** The defaults. */
export const challengeSettings: MfaChallengeSettings = {
  enrol: "require",
  frequency: "every-login",
  additionalFactors: [],
  afterPhoneCode: "phone",
  passkeyCountsAsMfa: false,
  rememberBrowser: "as-the-tenant",
  allowPasswordGrantWithoutMfa: false,
};

/** What mfa-challenge decided and did. `lines` is where the console writes. */
export async function decideLogging(
  lines: string[],
  event: Event,
  more: Partial<MfaChallengeSettings>,
  api: RecordedApi = recordedApi(),
): Promise<{ decision: string | undefined; calls: string[] }> {
  await withSettings({ ...challengeSettings, ...more }, () => onExecutePostLogin(event as PostLoginEvent<object>, api));
  return { decision: outcomeIn(lines, "mfa-challenge"), calls: api.calls };
}

/** The same with the console and the clock of the test taken over, for as long as it takes. */
export async function decide(event: SparseEvent, more: Partial<MfaChallengeSettings> = {}) {
  jest.useFakeTimers({ now: NOW, doNotFake: ["performance"] });
  const lines: string[] = [];
  const log = jest.spyOn(console, "log").mockImplementation((line) => lines.push(line));
  try {
    return await decideLogging(lines, smsLogin(event), more);
  } finally {
    log.mockRestore();
    jest.useRealTimers();
  }
}

/** The outcome in the last line, which an Action of that name wrote. */
export function outcomeIn(lines: readonly string[], action: string): string | undefined {
  return new RegExp(`^verify-feedback ${action} (.+?) \\d+ms`).exec(lines.at(-1) ?? "")?.[1];
}

export function enrolled(...types: string[]) {
  return { user: { ...smsLogin().user, enrolledFactors: types.map((type) => ({ type })) } };
}

export function mfa(type?: string, secondsAgo = 100) {
  return { authentication: { methods: [method("mfa", secondsAgo, type)] } };
}
