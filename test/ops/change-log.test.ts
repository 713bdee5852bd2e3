import type { ManagementClient } from "../../ops/auth0/client";
import { readChangeLog } from "../../ops/live/change-log";
import { UserError } from "../../stacks/errors";

const names = new Map([["act-1", "Verify feedback - MFA"]]);
const TERRAFORM = "Terraform-Provider-Auth0/1.53.0 (Go-Auth0-SDK/1.45.0)";

function entry(path: string, fields: Record<string, unknown> = {}, request: Record<string, unknown> = {}) {
  const details = { request: { method: "patch", path: `/api/v2${path}`, userAgent: "Mozilla/5.0", ...request } };
  return { date: "2026-11-24T10:00:00.000Z", type: "sapi", description: "Update an action", details, ...fields };
}

/** A tenant with that log, newest first. */
function tenant(entries: object[]) {
  const asked: string[] = [];
  const get = async (path: string) => {
    asked.push(path);
    const page = Number(/[?&]page=(\d+)/.exec(path)?.[1]);
    return entries.slice(page * 100, (page + 1) * 100);
  };
  return { client: { get } as unknown as ManagementClient, asked };
}

it("names who changed an Action after Terraform: a person in the dashboard, or an application", async () => {
  const auth = { user: { name: "Ann Example", email: "ann@example.com" } };
  const { client } = tenant([
    entry("/actions/actions/act-1/deploy", { description: "Deploy an action" }, { auth }),
    entry(
      "/actions/triggers/post-login/bindings",
      { client_id: "Other", client_name: "a0deploy" },
      { auth: { user: {} } },
    ),
    entry("/actions/actions/act-1", {}, { userAgent: TERRAFORM }),
    entry("/actions/actions/act-1", { description: "before Terraform" }, { auth }),
  ]);
  const at = "2026-11-24T10:00:00.000Z";
  expect(await readChangeLog(client, names)).toEqual({
    changes: [
      { at, where: "Verify feedback - MFA", what: "Deploy an action", by: "Ann Example in the dashboard" },
      { at, where: "post-login", what: "Update an action", by: "the application a0deploy, through the API" },
    ],
    unknown: undefined,
  });
});

it("leaves other people's Actions, other triggers and other changes out", async () => {
  const { client } = tenant([
    entry("/actions/actions/act-2"),
    entry("/actions/triggers/credentials-exchange/bindings"),
    entry("/users/auth0%7C1"),
  ]);
  expect((await readChangeLog(client, names)).changes).toEqual([]);
});

it("reads no further than to Terraform's own changes, and 1000 entries at most", async () => {
  const terraform = { userAgent: TERRAFORM };
  const ours = ["/actions/actions/act-1", "/actions/triggers/post-login/bindings"].map((path) =>
    entry(path, {}, terraform),
  );
  const others = Array.from({ length: 1500 }, () => entry("/users/auth0%7C1"));
  const settled = tenant([...ours, ...others]);
  await readChangeLog(settled.client, names);
  expect(settled.asked).toEqual(["/logs?q=type:sapi&sort=date:-1&page=0&per_page=100"]);
  const busy = tenant(others);
  await readChangeLog(busy.client, names);
  expect(busy.asked).toHaveLength(10);
});

it("says why where the credentials may not read the log", async () => {
  const get = async () => {
    throw new UserError("GET /logs answered 403: Insufficient scope");
  };
  const log = await readChangeLog({ get } as unknown as ManagementClient, names);
  expect(log).toEqual({ changes: [], unknown: "GET /logs answered 403: Insufficient scope" });
});
