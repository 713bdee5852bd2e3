import type { ActionKey } from "../../stacks/actions";
import type { Login } from "./login";
import type { Method } from "./session";

export interface Tenant {
  secrets: Record<ActionKey, Record<string, string>>;
  /** Whether its plan has session metadata. */
  hasSessionMetadata: boolean;
}

/** What the platform can't tell, or garbles, in one login. */
export interface Gaps {
  factorsUnknown: boolean;
  methods: (methods: Method[]) => unknown;
  /** Left out where the platform may leave it out. */
  lean: boolean;
}

/** A post-login event (v3) as Auth0's reference describes it, for the next Action of this login. */
export function postLoginEvent(login: Login, tenant: Tenant, gaps: Gaps, secrets: Record<string, string>): object {
  const { request, person, session } = login;
  const factors = [...(person.enrolledPhone ? ["phone"] : []), ...person.otherFactors].map((type) => ({ type }));
  const more = {
    resource_server: { identifier: "https://api.example" },
    security_context: { ja3: "5d41402abc4b2a76b9719d911017c592" },
    custom_domain: { domain: "login.example.com", domain_metadata: {} },
  };
  return {
    ...(gaps.lean ? {} : more),
    authorization: request.roles && { roles: [...request.roles] },
    authentication: authentication(login, gaps),
    client: { client_id: request.clientId, name: "App", metadata: {} },
    connection: { id: "con_0123456789abcdef", ...request.firstFactor.connection, metadata: {} },
    organization: request.organization && { ...request.organization, display_name: "An organization", metadata: {} },
    request: {
      ip: "203.0.113.7",
      method: "GET",
      query: copy(request.query),
      body: {},
      geoip: gaps.lean ? {} : { countryCode: "US", cityName: "Springfield" },
      user_agent: "Mozilla/5.0",
    },
    secrets: { ...secrets },
    session: session && { id: session.id, ...(tenant.hasSessionMetadata && { metadata: copy(session.metadata) }) },
    stats: { logins_count: 1 + (login.index % 40) },
    tenant: { id: "simulated" },
    transaction: transaction(login),
    user: {
      app_metadata: {},
      user_metadata: {},
      created_at: "2025-01-01T00:00:00.000Z",
      updated_at: "2026-01-01T00:00:00.000Z",
      email: `${person.id}@mail.example`,
      email_verified: true,
      name: `The Person ${person.id}`,
      ...copy(person.user),
      enrolledFactors: gaps.factorsUnknown ? undefined : factors,
      multifactor: factors.length > 0 ? ["guardian"] : [],
    },
  };
}

function authentication({ methods, request }: Login, gaps: Gaps): object | undefined {
  if (!methods && !request.risk) return undefined;
  return {
    ...(methods && { methods: copy(gaps.methods(methods)) }),
    ...(request.risk && { riskAssessment: { confidence: request.risk, version: "1", assessments: {} } }),
  };
}

/** Each Action gets an event of its own, and can change nobody else's. */
function copy<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

function transaction({ request, transactionMetadata }: Login): object {
  return {
    protocol: request.protocol,
    prompt: request.prompt && [...request.prompt],
    acr_values: request.acrValues ?? [],
    ui_locales: [],
    requested_scopes: ["openid"],
    redirect_uri: "https://app.example/callback",
    metadata: copy(transactionMetadata),
  };
}
