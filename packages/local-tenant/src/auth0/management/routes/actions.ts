import { Hono } from "hono";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { formatAction, formatDeploy, formatVersion } from "../formatters/action";
import { formatPage } from "../formatters/page";
import { requestOrigin } from "../request-origin";
import { actionBody, actionPatch, deployVersionBody, parseAction, parseActionPatch } from "../schemas/action";
import { actionsQuery, deleteActionQuery, pageQuery } from "../schemas/query";
import { readBody, readQuery } from "../validate";

/** /actions/actions: drafts, deploys and versions. */
export function actionRoutes(tenant: LocalTenant, needs: Guard): Hono {
  const { actions } = tenant;
  const app = new Hono();

  app.get("/", needs("read:actions"), (c) => {
    const { actionName, triggerId, deployed, installed, ...page } = readQuery(c, actionsQuery);
    // No Action here ever comes from the marketplace.
    const found = installed ? [] : actions.list({ name: actionName, trigger: triggerId, deployed });
    const items = found.map((action) => formatAction(actions, action));
    return c.json(formatPage("actions", items, { page: page.page, perPage: page.per_page }));
  });

  app.post("/", needs("create:actions"), async (c) => {
    const action = actions.create(parseAction(await readBody(c, actionBody)), requestOrigin(tenant, c));
    return c.json(formatAction(actions, action, "pending"), 201);
  });

  app.get("/:id", needs("read:actions"), (c) => c.json(formatAction(actions, actions.get(c.req.param("id")))));

  app.patch("/:id", needs("update:actions"), async (c) => {
    const patch = parseActionPatch(await readBody(c, actionPatch));
    return c.json(formatAction(actions, actions.update(c.req.param("id"), patch), "pending"));
  });

  app.delete("/:id", needs("delete:actions"), (c) => {
    actions.delete(c.req.param("id"), readQuery(c, deleteActionQuery).force);
    return c.body(null, 204);
  });

  app.post("/:id/deploy", needs("create:actions"), (c) => {
    const version = actions.deploy(c.req.param("id"), requestOrigin(tenant, c));
    return c.json(formatDeploy(actions.get(c.req.param("id")), version));
  });

  app.get("/:id/versions", needs("read:actions"), (c) => {
    const { page, per_page: perPage } = readQuery(c, pageQuery);
    const action = actions.get(c.req.param("id"));
    const live = actions.liveVersion(action);
    const items = actions.versions(action.id).map((version) => formatVersion(action, version, version === live));
    return c.json(formatPage("versions", items, { page, perPage }));
  });

  app.get("/:id/versions/:versionId", needs("read:actions"), (c) => {
    const action = actions.get(c.req.param("id"));
    const version = actions.version(action.id, c.req.param("versionId"));
    return c.json(formatVersion(action, version, version === actions.liveVersion(action)));
  });

  app.post("/:id/versions/:versionId/deploy", needs("create:actions"), async (c) => {
    const { update_draft: updateDraft } = await readBody(c, deployVersionBody);
    const origin = requestOrigin(tenant, c);
    const version = actions.deployVersion(c.req.param("id"), c.req.param("versionId"), updateDraft, origin);
    return c.json(formatDeploy(actions.get(c.req.param("id")), version));
  });

  return app;
}
