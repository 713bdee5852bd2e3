import type { Hono } from "hono";
import { customCodesBody, newestQuery, verificationsQuery } from "../control-schemas";
import type { LocalTenantServer } from "../local-tenant";
import { Codes } from "../phone/codes";
import { conversionOverTime } from "../verify/conversion-over-time";
import type { RequestList, VerificationList } from "../verify/lists";
import { prefixesOf } from "../verify/prefixes";
import { requestDocument } from "../verify/request-document";
import { verificationDocument } from "../verify/verification-document";
import { readBody } from "./read-body";
import { readQuery } from "./read-query";

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
