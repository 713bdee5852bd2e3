import { z } from "zod";

const E164 = /^\+[1-9]\d{6,14}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const codeLength = z.coerce.number().int().min(4).max(10);
const dateTime = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const country = z.string().regex(/^[A-Z]{2}$/);
const attemptChannel = z.enum(["sms", "call", "email", "whatsapp", "rbm"]);
const json = z.string().refine(isJson);
const text = z.string().optional();

const serviceFields = {
  CodeLength: codeLength.optional(),
  CustomCodeEnabled: flag.optional(),
  LookupEnabled: flag.optional(),
  SkipSmsToLandlines: flag.optional(),
  DtmfInputRequired: flag.optional(),
  Psd2Enabled: flag.optional(),
  DoNotShareWarningEnabled: flag.optional(),
  VerifyEventSubscriptionEnabled: flag.optional(),
  TtsName: text,
  DefaultTemplateSid: text,
};

const friendlyName = z.string().min(1).max(32);

/** Body of `POST Services`. */
export const createServiceBody = z.object({ FriendlyName: friendlyName, ...serviceFields });

/** Body of `POST Services/{ServiceSid}`. */
export const updateServiceBody = z.object({ FriendlyName: friendlyName.optional(), ...serviceFields });

/** Body of `POST RateLimits`. */
export const createRateLimitBody = z.object({ UniqueName: z.string().min(1), Description: text });

/** Body of `POST Verifications`. The parameters from `CustomFriendlyName` on are accepted and change nothing here. */
export const createVerificationBody = z
  .object({
    To: z.string(),
    Channel: z.enum(["sms", "call", "email", "whatsapp", "auto", "sna", "rcs"]),
    CustomCode: z.string().min(4).max(10).optional(),
    Amount: text,
    Payee: text,
    Locale: text,
    CustomFriendlyName: text,
    CustomMessage: text,
    SendDigits: text,
    RateLimits: json.optional(),
    ChannelConfiguration: json.optional(),
    AppHash: text,
    TemplateSid: text,
    TemplateCustomSubstitutions: json.optional(),
    Templates: json.optional(),
    DeviceIp: z.union([z.ipv4(), z.ipv6()]).optional(),
    EnableSnaClientToken: flag.optional(),
    RiskCheck: z.enum(["enable", "disable"]).optional(),
    Tags: json.optional(),
  })
  .refine(({ To, Channel }) => (Channel === "email" ? EMAIL : E164).test(To), { path: ["To"] });

/** Body of `POST Verifications/{Sid}`: the feedback. */
export const updateVerificationBody = z.object({ Status: z.enum(["approved", "canceled"]) });

/** Body of `POST VerificationCheck`: a code, and the recipient or the verification. */
export const createCheckBody = z
  .object({
    Code: z.string().min(4).max(10),
    To: text,
    VerificationSid: text,
    Amount: text,
    Payee: text,
    SnaClientToken: text,
  })
  .refine(({ To, VerificationSid }) => To !== undefined || VerificationSid !== undefined, { path: ["To"] });

/** Paging of every list. */
export const pageQuery = {
  PageSize: z.coerce.number().int().min(1).max(1000).default(50),
  Page: z.coerce.number().int().min(0).default(0),
  PageToken: text,
};

/** Query of `GET Services`. */
export const pagedQuery = z.object(pageQuery);

const attemptFilters = {
  VerifyServiceSid: text,
  Country: country.optional(),
  Channel: attemptChannel.optional(),
  DateCreatedAfter: dateTime.optional(),
  DateCreatedBefore: dateTime.optional(),
};

/** Query of `GET Attempts`. */
export const listAttemptsQuery = z.object({
  ...attemptFilters,
  VerificationSid: text,
  "ChannelData.To": text,
  Status: z
    .string()
    .toLowerCase()
    .pipe(z.enum(["converted", "unconverted"]))
    .optional(),
  ...pageQuery,
});

/** Query of `GET Attempts/Summary`. */
export const summaryQuery = z.object({
  ...attemptFilters,
  DestinationPrefix: z
    .string()
    .regex(/^\+\d+$/)
    .optional(),
});

/** Body of `POST Messages.json`, as far as texts without a code need it. */
export const createMessageBody = z.object({
  To: z.string().regex(E164),
  MessagingServiceSid: z.string().regex(/^MG[0-9a-fA-F]{32}$/),
  Body: z.string().min(1).max(1600),
});

/** Body of `POST SafeList/Numbers`. */
export const createSafeListBody = z.object({ PhoneNumber: z.string().regex(E164) });

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
