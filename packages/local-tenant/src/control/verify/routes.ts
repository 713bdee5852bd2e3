import type { Hono } from "hono";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { newestQuery } from "../http/newest-query";
import { readBody, readQuery } from "../http/read-request";
import { Codes } from "../phone/codes";
import { conversionOverTime } from "./conversion-over-time";
import type { RequestList, VerificationList } from "./lists";
import { prefixesOf } from "./prefixes";
import { requestDocument } from "./request-document";
import { customCodesBody, verificationsQuery } from "./schema";
import { verificationDocument } from "./verification-document";

/** Verify's conversion, its verifications and requests, and how it treats custom codes. */
export function verifyRoutes(app: Hono, server: LocalTenantServer): void {
  const { store } = server.verify;
  app.get("/verify", (c) => c.json(server.conversion()));
  app.get("/verify/conversion", (c) => c.json(conversionOverTime(store.attempts)));
  app.get("/verify/prefixes", (c) => c.json({ prefixes: prefixesOf(store.attempts) }));
  app.get("/verify/verifications", (c) => {
    const { to, status, limit } = readQuery(c, verificationsQuery);
    const wanted = store.verifications.filter(
      (each) => (to === undefined || each.to === to) && (status === undefined || each.status === status),
    );
    const sources = { store, codes: new Codes(server.engine) };
    const verifications = newest(wanted, limit).map((each) => verificationDocument(each, sources));
    return c.json<VerificationList>({ now: server.tenant.clock.now(), total: wanted.length, verifications });
  });
  app.get("/verify/requests", (c) => {
    const { limit } = readQuery(c, newestQuery);
    const requests = newest(store.requests, limit).map((each) => requestDocument(each, server.credentials.verify));
    return c.json<RequestList>({ total: store.requests.length, requests });
  });
  app.get("/verify/custom-codes", (c) => c.json({ second: store.secondCustomCode }));
  app.post("/verify/custom-codes", async (c) => {
    store.secondCustomCode = (await readBody(c, customCodesBody)).second;
    server.changes.tell("faults");
    return c.body(null, 204);
  });
}

const newest = <Entry>(oldestFirst: readonly Entry[], limit: number) => oldestFirst.slice(-limit).reverse();
