import { Hono } from "hono";
import { limitBody, maxBodyBytes } from "../../support/body-limit";
import { PlatformError } from "../store/errors";
import type { LocalTenant } from "../tenant";
import type { User } from "../users";
import { bearerGuard } from "./auth";
import { formatError } from "./error-body";
import { operationLog } from "./operation-log";
import { RateLimit } from "./rate-limit";
import { type RequestLogEntry, requestLog } from "./request-log";
import { actionRoutes } from "./resources/actions";
import { bindingRoutes } from "./resources/bindings";
import { clientGrantRoutes } from "./resources/client-grants";
import { clientRoutes } from "./resources/clients/routes";
import { emptyCollectionRoutes } from "./resources/empty-collections";
import { guardianRoutes } from "./resources/guardian";
import { keptDocumentRoutes } from "./resources/kept-documents";
import { logStreamRoutes } from "./resources/log-streams/routes";
import { logRoutes } from "./resources/logs/routes";
import { phoneProviderRoutes } from "./resources/phone-providers";
import { promptRoutes } from "./resources/prompts";
import { riskAssessmentRoutes } from "./resources/risk-assessments";
import { tenantSettingsRoutes } from "./resources/tenant-settings";
import { userRoutes } from "./resources/users";
import { tokenRoutes } from "./token";

export interface ManagementApiOptions {
  /** The switch for 429; `undefined` means one that can't be reached, so never. */
  rateLimit?: RateLimit;
  /** The tenant's users; `undefined` means none. */
  users?(): readonly User[];
  /** Called after each answer, with secret values masked. */
  onRequest?(entry: RequestLogEntry): void;
  /** Called with one sentence for each unknown route and each body or query that was refused; `undefined` prints it. */
  onRefused?(sentence: string): void;
}

const bodyTooLarge = new PlatformError(413, `Payload content length greater than maximum allowed: ${maxBodyBytes}`);

/**
 * The tenant's Management API v2 and its token endpoint, as far as this project's stack, the Terraform provider's
 * resources for it and the `auth0` SDK need them. Every refusal has the platform's form; a bug of ours is a 500.
 */
export function createManagementApi(tenant: LocalTenant, options: ManagementApiOptions = {}): Hono {
  const { rateLimit = new RateLimit(), onRefused = console.warn } = options;
  const app = new Hono();
  const guard = bearerGuard(tenant);
  if (options.onRequest) app.use(requestLog((entry) => options.onRequest?.(entry)));
  app.use(async (c, next) => {
    await next();
    // Answers are dated by the clock that dates Actions and secrets.
    c.header("date", new Date(tenant.clock.now()).toUTCString());
  });
  app.use(limitBody((c) => c.json(formatError(bodyTooLarge), 413)));
  app.use(rateLimit.middleware());
  app.use("/api/v2/*", operationLog(tenant));
  app.route("/oauth/token", tokenRoutes(tenant));
  app.route("/api/v2/actions/triggers", bindingRoutes(tenant, guard));
  app.route("/api/v2/actions/actions", actionRoutes(tenant, guard));
  app.route("/api/v2/tenants/settings", tenantSettingsRoutes(tenant, guard));
  app.route("/api/v2/guardian", guardianRoutes(tenant, guard));
  app.route("/api/v2/branding/phone/providers", phoneProviderRoutes(tenant, guard));
  app.route("/api/v2/risk-assessments", riskAssessmentRoutes(tenant, guard));
  app.route("/api/v2/prompts", promptRoutes(tenant, guard));
  app.route("/api/v2/log-streams", logStreamRoutes(tenant, guard));
  app.route("/api/v2/logs", logRoutes(tenant, guard));
  app.route("/api/v2/clients", clientRoutes(tenant, guard));
  app.route("/api/v2/client-grants", clientGrantRoutes(tenant, guard));
  app.route(
    "/api/v2/users",
    userRoutes(tenant, () => options.users?.() ?? [], guard),
  );
  app.route("/api/v2", keptDocumentRoutes(tenant, guard));
  app.route("/api/v2", emptyCollectionRoutes(guard));
  app.all("/api/v2/*", (c) => {
    onRefused(`${c.req.method} ${c.req.path}: the local tenant has no such route; answered 404.`);
    return c.json(formatError(new PlatformError(404, "Not Found")), 404);
  });
  app.notFound((c) => {
    // Browsers ask for this by themselves, beside any document.
    if (c.req.path !== "/favicon.ico")
      onRefused(`${c.req.method} ${c.req.path}: the local tenant has no such route; answered 404.`);
    return c.json(formatError(new PlatformError(404, "Not Found")), 404);
  });
  app.onError((error, c) => {
    if (!(error instanceof PlatformError)) {
      console.error(`${c.req.method} ${c.req.path}: a bug in the local tenant`, error);
      return c.json({ statusCode: 500, error: "Internal Server Error", message: error.message }, 500);
    }
    if (error.errorCode?.startsWith("invalid_")) onRefused(`${c.req.method} ${c.req.path}: ${error.message}`);
    return c.json(formatError(error), error.statusCode);
  });
  return app;
}
