import type { Enrollment } from "../../users";

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
    created_at: createdAt ?? userCreatedAt,
    ...(enrollment.type === "phone" && {
      phone_number: masked ? enrollment.phoneNumber.replace(/\d(?=\d{4})/g, "X") : enrollment.phoneNumber,
      preferred_authentication_method: "sms",
      authentication_methods: [{ type: "sms" }, { type: "voice" }],
    }),
  };
}
