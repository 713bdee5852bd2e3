import { Hono } from "hono";
import { PlatformError } from "../../store/errors";
import type { LocalTenant } from "../../tenant";
import type { User } from "../../users";
import type { Guard } from "../auth";
import { formatAuthenticationMethod } from "../formatters/authentication-method";

/** /users, of which what is enrolled alone. */
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
