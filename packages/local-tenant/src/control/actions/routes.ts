import type { Hono } from "hono";
import type { Action } from "../../auth0/store/entities";
import { LIMITS } from "../../auth0/store/limits";
import type { LocalTenant } from "../../auth0/tenant";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { RequestError } from "../http/request-error";
import { actionsDocument } from "./document";

/** The tenant's Actions: what each trigger runs, versions, and code. The Management API changes them. */
export function actionsRoutes(app: Hono, { tenant }: LocalTenantServer): void {
  app.get("/actions", (c) => c.json(actionsDocument(tenant)));
  app.get("/actions/:id/draft", (c) => {
    const { code } = find(tenant, c.req.param("id"));
    return c.json({ code });
  });
  app.get("/actions/:id/versions/:version", (c) => {
    const action = find(tenant, c.req.param("id"));
    const wanted = c.req.param("version");
    const version = action.versions.find(({ id, number }) => id === wanted || String(number) === wanted);
    if (!version)
      throw new RequestError(404, `${action.name} has no version "${wanted}"; the last ${LIMITS.versions} are kept.`);
    return c.json({ code: version.code });
  });
}

/** By id, else the first of that name. */
function find({ actions }: LocalTenant, idOrName: string): Action {
  const [named] = actions.list({ name: idOrName });
  const found = actions.list().find(({ id }) => id === idOrName) ?? named;
  if (found) return found;
  throw new RequestError(404, `There is no Action "${idOrName}".`);
}
