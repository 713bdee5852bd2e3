import type { LoginEngine } from "../../auth0/login";
import { confirmedFactors } from "../../auth0/login/event";
import { formatAuthenticationMethod } from "../../auth0/management/resources/users";
import type { LocalTenant } from "../../auth0/tenant";
import type { Identity, User } from "../../auth0/users";
import type { FactorType } from "../../pipeline";
import { type UserDocument, userDocument } from "./document";

/** An enrolled factor; no secret of it. */
export interface FactorDocument {
  /** As the Management API has it. */
  id: string;
  type: FactorType;
  /** E.164. */
  phone_number?: string;
  /** ISO 8601. */
  created_at: string;
  /** Whether the tenant uses factors of this type. */
  enabled: boolean;
}

/** A single sign-on session of a user. Times are ISO 8601. */
export interface SessionDocument {
  id: string;
  connection: string;
  /** Client ids of the applications that it signed in to. */
  clients: string[];
  methods: { name: string; type?: FactorType; timestamp: string }[];
  metadata: Record<string, string>;
  created_at: string;
  updated_at: string;
}

/** Everything about a user but passwords and secrets. */
export interface UserDetail extends Omit<UserDocument, "identities" | "factors"> {
  nickname?: string;
  email_verified: boolean;
  phone_verified?: boolean;
  has_password: boolean;
  /** The primary one first. */
  identities: Identity[];
  user_metadata: Record<string, unknown>;
  app_metadata: Record<string, unknown>;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  factors: FactorDocument[];
  /** Whether a code can go to the e-mail address for MFA. */
  email_factor: boolean;
  /** The one that was used last first. */
  sessions: SessionDocument[];
}

/** Where a user's sessions and the tenant's factors are. */
interface Holder {
  engine: Pick<LoginEngine, "sessions">;
  tenant: Pick<LocalTenant, "guardian">;
}

/** A user as the control API shows a single one. */
export function userDetail({ engine, tenant }: Holder, user: User): UserDetail {
  const enabled = tenant.guardian.enabledFactors();
  const { identities, user_metadata, app_metadata, created_at, updated_at, nickname } = user;
  return {
    ...userDocument(user),
    ...(nickname !== undefined && { nickname }),
    email_verified: user.email_verified,
    ...(user.phone_verified !== undefined && { phone_verified: user.phone_verified }),
    has_password: user.password !== undefined,
    ...{ identities, user_metadata, app_metadata, created_at, updated_at },
    factors: factorDocuments(user, enabled),
    email_factor: confirmedFactors(user, enabled).includes("email"),
    sessions: engine.sessions.ofUser(user.user_id).map((session) => ({
      id: session.id,
      connection: session.connection.name,
      clients: session.clients,
      methods: session.methods,
      metadata: session.metadata,
      created_at: session.createdAt,
      updated_at: session.updatedAt,
    })),
  };
}

/** The factors in the order of their enrolment. */
export function factorDocuments(user: User, enabled: readonly FactorType[]): FactorDocument[] {
  return user.enrollments.map((enrollment, index) => {
    const { id, created_at } = formatAuthenticationMethod(enrollment, index, user.created_at, false);
    return {
      ...{ id, type: enrollment.type, created_at, enabled: enabled.includes(enrollment.type) },
      ...(enrollment.type === "phone" && { phone_number: enrollment.phoneNumber }),
    };
  });
}
