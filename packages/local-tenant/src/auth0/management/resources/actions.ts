import { Hono } from "hono";
import { z } from "zod";
import type { ActionStore } from "../../store/actions";
import type { ActionInput } from "../../store/draft";
import type { Action, ActionVersion, BuildStatus, Secret } from "../../store/entities";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { flag, formatPage, pageQuery } from "../list-query";
import { requestOrigin } from "../request-origin";
import { nanoseconds } from "../time";
import { readBody, readQuery } from "../validate";

/** GET /actions/actions */
const actionsQuery = pageQuery.extend({
  actionName: z.string().optional(),
  triggerId: z.string().optional(),
  deployed: flag.optional(),
  installed: flag.optional(),
});

/** DELETE /actions/actions/{id} */
const deleteActionQuery = z.strictObject({ force: flag.default(false) });

const name = z.string().min(1).regex(/\S/, "String is blank");

const shape = {
  name,
  supported_triggers: z.array(z.strictObject({ id: z.string(), version: z.string() })).length(1),
  code: z.string(),
  runtime: z.string(),
  dependencies: z.array(z.strictObject({ name, version: z.string() })),
  secrets: z.array(z.strictObject({ name, value: z.string().optional() })),
};

const body = z.strictObject(shape);

/** POST /actions/actions */
const actionBody = body.partial({ code: true, runtime: true, dependencies: true, secrets: true });

/** PATCH /actions/actions/{id} */
const actionPatch = body.partial();

/** POST /actions/actions/{id}/versions/{id}/deploy; the body may be missing. */
const deployVersionBody = z.strictObject({ update_draft: z.boolean().optional() });

/** Only what the PATCH names. */
function parseActionPatch(patch: z.infer<typeof actionPatch>): Partial<ActionInput> {
  const { supported_triggers: triggers, ...rest } = patch;
  return { ...rest, ...(triggers?.[0] && { trigger: triggers[0] }) };
}

function parseAction(input: z.infer<typeof actionBody>): ActionInput {
  const { supported_triggers: triggers, code = "", ...rest } = input;
  const trigger = triggers[0];
  if (!trigger) throw new TypeError("The schema lets no empty supported_triggers through.");
  return { ...rest, code, trigger };
}

/** /actions/actions: drafts, deploys and versions. */
export function actionRoutes(tenant: LocalTenant, needs: Guard): Hono {
  const { actions } = tenant;
  const app = new Hono();

  app.get("/", needs("read:actions"), (c) => {
    const { actionName, triggerId, deployed, installed, ...page } = readQuery(c, actionsQuery);
    // No Action here ever comes from the marketplace.
    const found = installed ? [] : actions.list({ name: actionName, trigger: triggerId, deployed });
    const items = found.map((action) => formatAction(actions, action));
    return c.json(formatPage("actions", items, page));
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
    const query = readQuery(c, pageQuery);
    const action = actions.get(c.req.param("id"));
    const live = actions.liveVersion(action);
    const items = actions.versions(action.id).map((version) => formatVersion(action, version, version === live));
    return c.json(formatPage("versions", items, query));
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

/** Names and times only; values never leave the tenant. */
function formatSecret({ name, updatedAt }: Secret) {
  return { name, updated_at: nanoseconds(updatedAt) };
}

function formatIdentity(action: Action) {
  return {
    id: action.id,
    name: action.name,
    supported_triggers: [action.trigger],
    created_at: nanoseconds(action.createdAt),
    updated_at: nanoseconds(action.updatedAt),
  };
}

/** What stands under `deployed_version`, and in front of `action` in answers about a version. */
function formatVersionBody(version: ActionVersion, deployed: boolean) {
  return {
    code: version.code,
    dependencies: version.dependencies,
    id: version.id,
    deployed,
    number: version.number,
    built_at: nanoseconds(version.createdAt),
    secrets: version.secrets.map(formatSecret),
    status: "built",
    created_at: nanoseconds(version.createdAt),
    updated_at: nanoseconds(version.createdAt),
    runtime: version.runtime,
    supported_triggers: [version.trigger],
  };
}

/** `current_version` and `deployed_version`; absent before the first deploy. The status of the former is in capitals. */
function formatLive(live: ActionVersion | undefined) {
  if (!live) return {};
  const at = nanoseconds(live.createdAt);
  return {
    current_version: {
      id: live.id,
      code: live.code,
      runtime: live.runtime,
      status: "BUILT",
      number: live.number,
      build_time: at,
      created_at: at,
      updated_at: at,
    },
    deployed_version: formatVersionBody(live, true),
  };
}

/** An Action as `GET /actions/actions/{id}` shows it. `status` overrides the build's (a write always answers `pending`). */
export function formatAction(actions: ActionStore, action: Action, status: BuildStatus = actions.status(action)) {
  const live = actions.liveVersion(action);
  return {
    ...formatIdentity(action),
    code: action.code,
    dependencies: action.dependencies,
    runtime: action.runtime,
    status,
    secrets: action.secrets.map(formatSecret),
    all_changes_deployed: action.draftDeployed && live === action.versions.at(-1),
    ...formatLive(live),
  };
}

/** An Action inside a binding: no draft, and `all_changes_deployed` always false. */
export function formatBoundAction(actions: ActionStore, action: Action) {
  return { ...formatIdentity(action), all_changes_deployed: false, ...formatLive(actions.liveVersion(action)) };
}

/** A version with its Action. */
function formatVersion(action: Action, version: ActionVersion, deployed: boolean) {
  return {
    ...formatVersionBody(version, deployed),
    action: { ...formatIdentity(action), all_changes_deployed: false },
  };
}

/** The answer to a deploy: `deployed` is false in it, whatever the next read says, and there is no `built_at` yet. */
function formatDeploy(action: Action, version: ActionVersion) {
  const { built_at: _, ...answer } = formatVersion(action, version, false);
  return answer;
}
