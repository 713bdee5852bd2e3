import { z } from "zod";
import type { NewUser } from "../auth0/users";
import { wrongShape } from "./errors";
import { parseJson, readText } from "./read-file";

const text = z.string().min(1);

const createdAt = text.optional();
const enrollment = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("phone"), phoneNumber: text, createdAt }),
  z.strictObject({ type: z.literal("otp"), secret: text, createdAt }),
  z.strictObject({ type: z.literal("recovery-code"), recoveryCode: text, createdAt }),
  z.strictObject({ type: z.enum(["email", "push-notification", "webauthn-roaming", "webauthn-platform"]), createdAt }),
]);

/** A user as a file or a request gives one. */
export const userSchema = z.strictObject({
  handle: text.optional(),
  user_id: text.optional(),
  name: text.optional(),
  nickname: text.optional(),
  email: text.optional(),
  email_verified: z.boolean().optional(),
  phone_number: text.optional(),
  phone_verified: z.boolean().optional(),
  password: text.optional(),
  identities: z
    .array(
      z.strictObject({
        connection: text,
        provider: text,
        user_id: text,
        isSocial: z.boolean().default(false),
        profileData: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .min(1)
    .optional(),
  blocked: z.boolean().optional(),
  user_metadata: z.record(z.string(), z.unknown()).optional(),
  app_metadata: z.record(z.string(), z.unknown()).optional(),
  created_at: text.optional(),
  updated_at: text.optional(),
  loginsCount: z.number().int().min(0).optional(),
  enrollments: z.array(enrollment).optional(),
});

/**
 * Reads a file with a JSON list of users, each with a handle, or an e-mail address, phone number or id to be one. Throws a
 * `LocalTenantError` that says which user is not valid.
 */
export function readUsersFile(file: string): NewUser[] {
  const { data, error } = z.array(userSchema).safeParse(parseJson(readText(file), file));
  if (!data) {
    const [issue] = error.issues;
    const [index, ...rest] = issue?.path ?? [];
    const where = index === undefined ? "it" : [`user ${Number(index) + 1}`, ...rest].join(".");
    throw wrongShape(file, where, `is not valid: ${issue?.message}`);
  }
  const users = data.map((each, index) => {
    const handle = each.handle ?? each.email ?? each.phone_number ?? each.user_id;
    if (handle === undefined) throw wrongShape(file, `user ${index + 1}`, "needs a handle for logins to name it by");
    return { ...each, handle } as NewUser;
  });
  const handles = users.map(({ handle }) => handle);
  const twice = handles.find((handle, index) => handles.indexOf(handle) !== index);
  if (twice !== undefined) throw wrongShape(file, `the user ${JSON.stringify(twice)}`, "is there twice");
  return users;
}
