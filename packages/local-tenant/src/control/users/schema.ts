import { z } from "zod";

/** Connections that an account can be made on. */
const accountConnections = ["Username-Password-Authentication", "sms", "email", "google-oauth2"] as const;

/** Factors that can be enrolled; e-mail is none of them: a verified address is one by itself. */
const enrollableFactors = [
  "phone",
  "otp",
  "recovery-code",
  "push-notification",
  "webauthn-roaming",
  "webauthn-platform",
] as const;

const email = z.email("enter an e-mail address, such as paul@example.com");
const phoneNumber = z
  .string("enter a phone number")
  .regex(/^\+[1-9]\d{1,14}$/, "enter the number with its country code, such as +12025550102");
/** Characters: what the Management API takes. */
const name = z.string().min(1, "enter a name").max(300, "a name has 300 characters at most");
const password = z.string().min(1, "enter a password");

const metadata = z.record(z.string(), z.unknown(), "enter a JSON object");

/** What the Management API refuses in `app_metadata` (Auth0 docs, Metadata Field Names and Data Types). */
const reserved = new Set([
  "__tenant",
  "_id",
  "blocked",
  "clientID",
  "created_at",
  "email_verified",
  "email",
  "globalClientID",
  "global_client_id",
  "identities",
  "lastIP",
  "lastLogin",
  "loginsCount",
  "metadata",
  "multifactor_last_modified",
  "multifactor",
  "updated_at",
  "user_id",
]);

const appMetadata = metadata.superRefine((value, context) => {
  const taken = Object.keys(value).filter((key) => reserved.has(key));
  if (taken.length > 0) context.addIssue(`Auth0 keeps these names to itself: ${taken.join(", ")}`);
});

const verified = { email_verified: z.boolean().optional(), phone_verified: z.boolean().optional() };
const both = { user_metadata: metadata.optional(), app_metadata: appMetadata.optional() };

/** Body of `POST /_sandbox/users`. */
export const newUserBody = z
  .strictObject({
    connection: z.enum(accountConnections),
    /** Default: the e-mail address, or the number. */
    handle: z
      .string()
      .regex(/^[\w@+-][\w.@+-]{0,99}$/, "use letters, digits and . _ - + @, 100 characters at most")
      .optional(),
    ...{ name: name.optional(), nickname: name.optional(), email: email.optional() },
    ...{ phone_number: phoneNumber.optional(), password: password.optional() },
    ...verified,
    ...both,
  })
  .superRefine((user, context) => {
    const lacks = (field: keyof typeof user, message: string) => {
      if (user[field] === undefined) context.addIssue({ code: "custom", path: [field], message });
    };
    const isDatabase = user.connection === "Username-Password-Authentication";
    if (user.connection === "sms") lacks("phone_number", "codes go to a phone number: enter one");
    else lacks("email", "this account is opened by an e-mail address: enter one");
    if (isDatabase) lacks("password", "a database account needs a password");
    else if (user.password !== undefined) {
      context.addIssue({ code: "custom", path: ["password"], message: "only database accounts have one" });
    }
  });

/** Body of `PATCH /_sandbox/users/{id}`; `null` removes. Metadata takes the place of what is there, as a whole. */
export const userBody = z.strictObject({
  name: name.optional(),
  nickname: name.nullable().optional(),
  email: email.nullable().optional(),
  phone_number: phoneNumber.nullable().optional(),
  password: password.optional(),
  blocked: z.boolean().optional(),
  ...verified,
  ...both,
});

/** Body of `POST /_sandbox/users/{id}/factors`. */
export const factorBody = z
  .strictObject({ type: z.enum(enrollableFactors), phone_number: phoneNumber.optional() })
  .superRefine(({ type, phone_number: number }, context) => {
    const is = (message: string) => context.addIssue({ code: "custom", path: ["phone_number"], message });
    if (type === "phone" && number === undefined) is("enter the phone's number");
    if (type !== "phone" && number !== undefined) is("only a phone has a number");
  });

/** Body of `POST /_sandbox/users/{id}/identities`: the user whose accounts are linked. */
export const linkBody = z.strictObject({ user: z.string("choose a user").min(1, "choose a user") });
