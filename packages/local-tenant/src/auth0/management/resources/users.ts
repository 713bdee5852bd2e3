import { Hono } from "hono";
import { PlatformError } from "../../store/errors";
import type { LocalTenant } from "../../tenant";
import type { Enrollment, User } from "../../users";
import type { Guard } from "../auth";

/** /users: only what is enrolled. */
export function userRoutes({ settings }: LocalTenant, users: () => readonly User[], needs: Guard): Hono {
  return new Hono().get("/:id/authentication-methods", needs("read:authentication_methods"), (c) => {
    const user = users().find(({ user_id }) => user_id === c.req.param("id"));
    if (!user) throw new PlatformError(404, "The user does not exist.", "inexistent_user");
    const masked = settings.flags.disable_management_api_sms_obfuscation !== true;
    return c.json(
      user.enrollments.map((method, index) => formatAuthenticationMethod(method, index, user.created_at, masked)),
    );
  });
}

/**
 * An enrolled factor as the Management API lists it. Every enrolment here is a confirmed one.
 * @param masked whether phone numbers are, all but the last four digits; which character the platform takes is not documented.
 */
export function formatAuthenticationMethod(
  enrollment: Enrollment,
  index: number,
  userCreatedAt: string,
  masked: boolean,
) {
  const { type, createdAt } = enrollment;
  const names: Readonly<Record<string, string>> = { otp: "totp" };
  return {
    id: `${type}|dev_${String(index).padStart(16, "0")}`,
    type: names[type] ?? type,
    confirmed: true,
    created_at: createdAt ?? dayBefore(userCreatedAt),
    ...(enrollment.type === "phone" && {
      phone_number: masked ? enrollment.phoneNumber.replace(/\d(?=\d{4})/g, "X") : enrollment.phoneNumber,
      preferred_authentication_method: "sms",
      authentication_methods: [{ type: "sms" }, { type: "voice" }],
    }),
  };
}

/** Users who were given with what they have enrolled did so before. */
function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString();
}
