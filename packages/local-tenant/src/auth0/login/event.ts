import type { FactorType, PostLoginEvent } from "../../pipeline/types";
import type { User } from "../users";
import { parametersOf } from "./application-request";
import { browser } from "./browser";
import { transactionOf } from "./event-transaction";
import { riskAssessment } from "./risk-assessment";
import type { Transaction } from "./transaction";

/** The post-login v3 event of this login as of now, without what the pipeline adds. */
export function postLoginEvent(transaction: Transaction): PostLoginEvent {
  const { client, connection, user, options, services, methods, session } = transaction;
  const grant = options.grant ?? "authorization_code";
  return {
    ...(methods && {
      authentication: {
        methods: ordered(transaction),
        ...(options.risk && { riskAssessment: riskAssessment(options.risk) }),
      },
    }),
    authorization: { roles: options.roles ?? [] },
    client: { client_id: client.client_id, name: client.name, metadata: client.metadata },
    connection,
    ...(options.organization && { organization: organizationOf(options.organization) }),
    ...(grant === "refresh_token" && { refresh_token: refreshToken(transaction) }),
    request: requestOf(transaction),
    resource_server: { identifier: parametersOf(options).audience ?? `https://${services.tenant.domain}/userinfo` },
    ...(session && grant !== "refresh_token" && sessionOf(transaction)),
    stats: { logins_count: user.loginsCount + 1 },
    tenant: { id: services.tenant.name },
    transaction: transactionOf(transaction),
    user: userOf(transaction),
  };
}

/** The factors that a user can be challenged with; a verified e-mail address counts where the tenant uses that factor. */
export function confirmedFactors(user: User, enabled: readonly FactorType[]): FactorType[] {
  const factors = new Set(user.enrollments.map(({ type }) => type));
  if (user.email && user.email_verified && enabled.includes("email")) factors.add("email");
  return [...factors];
}

function ordered({ methods = [], options }: Transaction) {
  return options.event?.newestMethodFirst ? [...methods].reverse() : methods;
}

/** `event.request` of the login's current request. */
export function requestOf({ options, client, services, requests, id }: Transaction): Record<string, unknown> {
  const fromBrowser = !options.grant || options.grant === "authorization_code";
  const authorize = {
    client_id: client.client_id,
    ...parametersOf(options),
    ...(options.prompt && { prompt: options.prompt }),
    ...(options.acrValues && { acr_values: options.acrValues.join(" ") }),
    ...(options.maxAge !== undefined && { max_age: String(options.maxAge) }),
  };
  return {
    ip: browser.ip,
    method: fromBrowser && requests === 1 ? "GET" : "POST",
    query: fromBrowser ? (requests === 1 ? authorize : { state: id }) : {},
    body: fromBrowser ? {} : { client_id: client.client_id, grant_type: options.grant, ...options.request?.parameters },
    geoip: {
      countryCode: "US",
      countryCode3: "USA",
      countryName: "United States of America",
      timeZone: "America/New_York",
    },
    hostname: services.tenant.domain,
    language: "en",
    user_agent: options.request?.userAgent ?? browser.userAgent,
  };
}

function organizationOf(id: string): Record<string, unknown> {
  const name = id.toLowerCase();
  return { id, name, display_name: name, metadata: {} };
}

function sessionOf({ session, options }: Transaction): { session?: Record<string, unknown> } {
  if (!session || options.event?.session === "absent") return {};
  if (options.event?.session === "id-only") return { session: { id: session.id } };
  const { id, userId, createdAt, updatedAt, clients, metadata } = session;
  return {
    session: {
      id,
      user_id: userId,
      created_at: createdAt,
      updated_at: updatedAt,
      authenticated_at: session.methods.at(-1)?.timestamp ?? createdAt,
      clients: clients.map((client_id) => ({ client_id })),
      cookie: { mode: "persistent" },
      metadata,
    },
  };
}

function refreshToken({ session, client, user, id }: Transaction): Record<string, unknown> {
  return {
    id: `rt_${id}`,
    client_id: client.client_id,
    user_id: user.user_id,
    ...(session && { session_id: session.id, created_at: session.createdAt }),
    rotating: true,
    metadata: {},
  };
}

function userOf({ user, options, services }: Transaction): Record<string, unknown> {
  const { handle, password, blocked, enrollments, loginsCount, ...profile } = user;
  const factors = confirmedFactors(user, services.tenant.guardian.enabledFactors());
  const listed = factors.filter((type) => type !== "recovery-code");
  return {
    ...profile,
    ...(options.event?.enrolledFactors !== "unknown" && { enrolledFactors: listed.map((type) => ({ type })) }),
    ...(listed.length > 0 && { multifactor: ["guardian"] }),
  };
}
