import { Hono } from "hono";
import type { z } from "zod";
import { PlatformError } from "../../store/errors";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { formatClientGrant, parseClientGrant, parseClientGrantPatch } from "../formatters/client-grant";
import { clientGrantBody, clientGrantPatch } from "../schemas/client-grant";
import { clientGrantsQuery } from "../schemas/query";
import { readBody, readQuery } from "../validate";
import { withoutDefaultPort } from "../without-default-port";

/** /client-grants: what applications may ask of the Management API. */
export function clientGrantRoutes(tenant: LocalTenant, needs: Guard): Hono {
  const { clients, clientGrants: grants } = tenant;
  const app = new Hono();
  const format = (grant: ReturnType<typeof grants.get>) => formatClientGrant(grant, tenant.audience);

  app.get("/", needs("read:client_grants"), (c) => {
    const query = readQuery(c, clientGrantsQuery);
    const { client_id: clientId, subject_type: subjectType, audience, allow_any_organization: anyOrganization } = query;
    const found = grants
      .list({ ...(clientId !== undefined && { clientId }), ...(subjectType !== undefined && { subjectType }) })
      .filter(() => audience === undefined || withoutDefaultPort(audience) === tenant.audience)
      .filter(({ extras }) => {
        return anyOrganization === undefined || (extras.allow_any_organization === true) === anyOrganization;
      });
    return c.json(pageOf(found.map(format), query));
  });

  app.post("/", needs("create:client_grants"), async (c) => {
    const body = await readBody(c, clientGrantBody);
    if (withoutDefaultPort(body.audience) !== tenant.audience) {
      throw new PlatformError(404, `No resource with identifier ${body.audience}`);
    }
    clients.get(body.client_id);
    return c.json(format(grants.create(parseClientGrant(body))), 201);
  });

  app.get("/:id", needs("read:client_grants"), (c) => c.json(format(grants.get(c.req.param("id")))));

  app.patch("/:id", needs("update:client_grants"), async (c) => {
    const grant = grants.get(c.req.param("id"));
    const change = parseClientGrantPatch(await readBody(c, clientGrantPatch), grant);
    return c.json(format(grants.update(grant.id, change)));
  });

  app.delete("/:id", needs("delete:client_grants"), (c) => {
    grants.delete(c.req.param("id"));
    return c.body(null, 204);
  });

  return app;
}

/** By checkpoint the envelope has `next` where there is more, by page the total where it was asked for. */
function pageOf<Item extends { id: string }>(items: readonly Item[], query: z.infer<typeof clientGrantsQuery>) {
  const { take, from, page, per_page: limit, include_totals: totals } = query;
  if (take !== undefined || from !== undefined) {
    const after = items.findIndex(({ id }) => id === from) + 1;
    const slice = items.slice(after, after + (take ?? limit));
    const more = after + slice.length < items.length;
    return { client_grants: slice, ...(more && { next: slice.at(-1)?.id }) };
  }
  const start = page * limit;
  const slice = items.slice(start, start + limit);
  return totals ? { total: items.length, start, limit, client_grants: slice } : slice;
}
