import type { Hono } from "hono";
import { customCodesBody } from "../control-schemas";
import type { LocalTenantServer } from "../local-tenant";
import { readBody } from "./read-body";

/** Verify's conversion, and how it treats custom codes. */
export function verifyRoutes(app: Hono, server: LocalTenantServer): void {
  app.get("/verify", (c) => c.json(server.conversion()));
  app.post("/verify/custom-codes", async (c) => {
    server.verify.store.secondCustomCode = (await readBody(c, customCodesBody)).second;
    return c.body(null, 204);
  });
}
