import { Hono } from "hono";
import { z } from "zod";
import type { ClientGrantChange, ClientGrantInput } from "../../store/client-grants";
import type { ClientGrant } from "../../store/entities";
import { PlatformError } from "../../store/errors";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { flag, number, pageQuery, unsupported } from "../list-query";
import { readBody, readQuery } from "../validate";
import { withoutDefaultPort } from "../without-default-port";

/** GET /client-grants: by page and `per_page`, or by `from` and `take`. */
const clientGrantsQuery = pageQuery.extend({
  include_totals: flag.default(false),
  audience: z.string().optional(),
  client_id: z.string().optional(),
  allow_any_organization: flag.optional(),
  subject_type: z.enum(["client", "user"]).optional(),
  /** The id of the grant after which to go on. */
  from: z.string().optional(),
  take: number.pipe(z.number().min(1).max(100)).optional(),
  default_for: unsupported("default_for"),
});

const common = {
  organization_usage: z.enum(["deny", "allow", "require"]).nullable().optional(),
  allow_any_organization: z.boolean().nullable().optional(),
  authorization_details_types: z.array(z.string().min(1)).optional(),
  scope: z.array(z.string().min(1)).optional(),
  allow_all_scopes: z.boolean().optional(),
};

/** POST /client-grants; defaults for third-party applications are not part of the local tenant. */
const clientGrantBody = z.strictObject({
  ...common,
  client_id: z.string(),
  audience: z.string().min(1),
  subject_type: z.enum(["client", "user"]).optional(),
});

/** PATCH /client-grants/{id} */
const clientGrantPatch = z.strictObject({
  ...common,
  scope: common.scope.nullable(),
  allow_all_scopes: common.allow_all_scopes.nullable(),
});

type ClientGrantBody = z.infer<typeof clientGrantBody>;
type ClientGrantPatch = z.infer<typeof clientGrantPatch>;

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

/** A grant as the platform answers it; scopes are not listed where all are granted. */
function formatClientGrant({ id, clientId, scopes, subjectType, extras }: ClientGrant, audience: string) {
  return {
    id,
    client_id: clientId,
    audience,
    scope: scopes === "all" ? [] : scopes,
    ...(scopes === "all" && { allow_all_scopes: true }),
    subject_type: subjectType,
    ...extras,
  };
}

/** @throws PlatformError 400 for a body that grants scopes and all of them. */
function parseClientGrant(body: ClientGrantBody): ClientGrantInput {
  const { client_id: clientId, audience: _, subject_type: subjectType, scope, allow_all_scopes: all, ...extras } = body;
  return { clientId, scopes: scopesOf(all, scope) ?? [], ...(subjectType && { subjectType }), extras };
}

/** @throws PlatformError 400 for a body that grants scopes and all of them. */
function parseClientGrantPatch(body: ClientGrantPatch, grant: ClientGrant): ClientGrantChange {
  const { scope, allow_all_scopes: all, ...extras } = body;
  const scopes = scopesOf(all, scope) ?? (all === false && grant.scopes === "all" ? [] : undefined);
  return { extras: { ...grant.extras, ...extras }, ...(scopes && { scopes }) };
}

function scopesOf(all: boolean | null | undefined, scope: readonly string[] | null | undefined) {
  if (!all) return scope ?? undefined;
  if (scope && scope.length > 0) {
    throw new PlatformError(400, "scope can't be given when allow_all_scopes is true", "invalid_body");
  }
  return "all";
}
