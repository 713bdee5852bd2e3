import { z } from "zod";
import { FACTORS } from "../auth0/store/guardian";
import { userSchema } from "../sources/users";
import { LocalTenantError } from "../support/local-tenant-error";
import type { TenantState } from "./tenant-state";

const text = z.string().min(1);
const instant = z.number();
const documents = z.record(z.string(), z.unknown());
const named = { name: text };

const key = z.looseObject({ sid: text, secret: text });
const credentials = z.object({
  client: z.object({ clientId: text, clientSecret: text }),
  verify: z.object({
    account: z.looseObject({ sid: text, authToken: text, keys: z.array(key) }),
    feedbackKey: key,
    sendingKey: key,
    serviceSid: text,
  }),
});

const session = z.looseObject({
  id: text,
  userId: text,
  methods: z.array(z.looseObject({ ...named, timestamp: text })),
  metadata: z.record(z.string(), z.string()),
  connection: z.looseObject({ id: text, name: text, strategy: text }),
  clients: z.array(text),
  createdAt: text,
  updatedAt: text,
});

const kept = <Value extends z.ZodType>(value: Value) => z.object({ key: text, value, expiresAt: instant });
const grant = z.looseObject({
  clientId: text,
  userId: text,
  scope: z.array(z.string()),
  authenticatedAt: instant,
  givenAt: instant,
});
const ofGrant = z.looseObject({ grant: z.number().int().min(0) });
const signIns = z.object({
  signingKey: text.optional(),
  browsers: z.array(kept(text)),
  grants: z.array(grant),
  refreshTokens: z.array(kept(ofGrant.extend({ lastUsedAt: instant }))),
  accessTokens: z.array(kept(ofGrant.extend({ scope: z.array(z.string()) }))),
});

const action = z.looseObject({
  key: text,
  ...named,
  code: z.string(),
  trigger: z.object({ id: text, version: text }),
  runtime: text.optional(),
  dependencies: z.array(z.object({ ...named, version: z.string() })),
  secrets: z.array(z.object({ ...named, value: z.string() })),
  deployed: z.boolean().optional(),
});

const client = z.looseObject({
  clientId: text,
  clientSecret: z.string(),
  ...named,
  grantTypes: z.array(text),
  properties: documents,
  keys: z.array(z.looseObject({ pem: text, alg: z.enum(["RS256", "RS384", "PS256"]) })),
});

const state = z.object({
  version: z.literal(1),
  credentials,
  clockAheadMs: z.number().int().min(0).optional(),
  users: z.array(z.looseObject(userSchema.shape).required({ handle: true })),
  sessions: z.array(session).optional(),
  signIns: signIns.optional(),
  actions: z.array(action),
  bindings: z.array(z.object({ trigger: text, actions: z.array(z.object({ id: text, displayName: z.string() })) })),
  clients: z.array(client),
  grants: z.array(z.looseObject({ clientId: text, scopes: z.union([z.literal("all"), z.array(text)]) })),
  phoneProvider: z.looseObject({ name: z.enum(["twilio", "custom"]), configuration: z.looseObject({}) }).optional(),
  logStreams: z.array(z.looseObject({ id: text, ...named, type: text, status: text, sink: documents })),
  settings: documents,
  guardian: z.object({
    policies: z.array(z.enum(["all-applications", "confidence-score"])).optional(),
    messageTypes: z.array(z.string()).optional(),
    factors: z.partialRecord(z.enum(FACTORS), z.boolean()),
  }),
  documents: z.record(z.string(), documents).optional(),
  riskAssessments: z.object({ enabled: z.boolean() }).optional(),
});

/** Reads a state from what a file or a request holds. Throws a `LocalTenantError` that says what it is not, or where it is wrong. */
export function parseTenantState(json: unknown): TenantState {
  if ((json as { version?: unknown } | null)?.version !== 1)
    throw new LocalTenantError("This is not a local tenant's state.");
  const { data, error } = state.safeParse(json);
  // What its parts still lack of their types, a tenant refuses when they are restored.
  if (data) return data as unknown as TenantState;
  const [issue] = error.issues;
  throw new LocalTenantError(`The state is not valid: ${issue?.path.join(".")}: ${issue?.message}.`);
}
