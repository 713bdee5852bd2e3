import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { connections, type LoginEngine, newEnrollment } from "../../auth0/login";
import { findAccount } from "../../auth0/oidc/accounts";
import { type Enrollment, type Identity, isDatabase, linkUsers, type User, unlinkIdentity } from "../../auth0/users";
import type { Clock } from "../../support/clock";
import { RequestError } from "../http/request-error";
import { factorDocuments } from "./detail";
import type { factorBody, newUserBody, userBody } from "./schema";

/**
 * What the control API changes about users, by the rules of the Management API. Refuses with a `RequestError` that names
 * the field: 400 for what can't be, 409 for what another user has.
 */
export class UserChanges {
  constructor(
    private readonly engine: Pick<LoginEngine, "users" | "sessions">,
    private readonly clock: Clock,
  ) {}

  add({ connection: name, handle, ...profile }: z.output<typeof newUserBody>): User {
    const { users } = this.engine;
    const { strategy } = connections[name]!;
    const wanted = handle ?? (name === "sms" ? profile.phone_number : profile.email)!;
    this.#refuseTaken({ email: profile.email, phone_number: profile.phone_number }, [name]);
    if (users.all().some((user) => user.handle === wanted || user.user_id === wanted)) {
      throw refused(409, handle === undefined ? addressField(name) : "handle", "another user has it");
    }
    const identity = { connection: name, provider: strategy, user_id: newAccountId(), isSocial: isSocial(strategy) };
    return users.add({ handle: wanted, identities: [identity], ...defined(profile) });
  }

  /** A new address is not verified until the change says so; a new password ends an administrator's block. */
  change(user: User, change: z.output<typeof userBody>): void {
    this.#checkChange(user, change);
    const { email, phone_number, password, blocked = password === undefined && user.blocked } = change;
    const unverified = {
      ...(email !== undefined && email !== user.email && { email_verified: false }),
      ...(phone_number !== undefined && phone_number !== user.phone_number && { phone_verified: false }),
    };
    Object.assign(user, unverified, change, { blocked: blocked === true, updated_at: this.#now() });
    for (const [field, value] of Object.entries(change)) if (value === null) delete user[field as keyof User];
    if (blocked) this.endSessions(user);
  }

  remove(user: User): void {
    this.endSessions(user);
    this.engine.users.remove(user);
  }

  /** Back to the seed: what logins and changes did to the user is forgotten, sessions end, accounts come back. */
  reset(user: User): User {
    const { users } = this.engine;
    const seed = users.seedOf(user);
    if (!seed) throw new RequestError(409, `${user.handle} was not there at the start; remove the user instead.`);
    for (const other of users.all()) if (other !== user) this.#takeBack(seed.identities ?? [], other);
    this.endSessions(user);
    return users.add(seed);
  }

  /** Every user as at the start; those who came later are gone. */
  resetAll(): void {
    this.engine.users.reset();
    this.engine.sessions.clear();
  }

  enroll(user: User, { type, phone_number: number }: z.output<typeof factorBody>): Enrollment {
    if (user.enrollments.some((each) => each.type === type)) {
      throw refused(409, "type", "the user has one already: remove it first");
    }
    const enrollment = Object.assign(newEnrollment(type, number), { createdAt: this.#now() });
    user.enrollments.push(enrollment);
    user.updated_at = this.#now();
    return enrollment;
  }

  /** @param id as `factorDocuments` has it. */
  removeFactor(user: User, id: string): void {
    const index = factorDocuments(user, []).findIndex((each) => each.id === id);
    if (index < 0) throw new RequestError(404, `${user.handle} has no factor "${id}".`);
    user.enrollments.splice(index, 1);
    user.updated_at = this.#now();
  }

  link(user: User, other: User): void {
    if (user === other) throw refused(400, "user", "choose another user: nobody is linked to themselves");
    this.endSessions(other);
    linkUsers(this.engine.users, user, other, this.#now());
  }

  /** The user that the account is from now on. */
  unlink(user: User, provider: string, accountId: string): User {
    const identity = user.identities.find((each) => each.provider === provider && each.user_id === accountId);
    if (!identity) throw new RequestError(404, `${user.handle} has no account "${provider}|${accountId}".`);
    if (identity === user.identities[0]) {
      throw new RequestError(400, "The first account is the user itself and can't be unlinked.");
    }
    return unlinkIdentity(this.engine.users, user, identity, this.#now());
  }

  endSession(user: User, id: string): void {
    const { sessions } = this.engine;
    if (sessions.get(id)?.userId !== user.user_id)
      throw new RequestError(404, `${user.handle} has no session "${id}".`);
    sessions.revoke(id);
  }

  endSessions(user: User): void {
    for (const { id } of this.engine.sessions.ofUser(user.user_id)) this.engine.sessions.revoke(id);
  }

  /** What is linked to another user, or was unlinked as a user of its own. */
  #takeBack(accounts: readonly Identity[], other: User): void {
    const [primary, ...linked] = other.identities;
    const isOurs = (identity: Identity) => accounts.some((own) => isSame(own, identity));
    other.identities = [primary!, ...linked.filter((each) => !isOurs(each))];
    if (!isOurs(primary!)) return;
    if (other.identities.length > 1) {
      throw new RequestError(409, `${other.handle} has an account of this user; unlink what is linked to it first.`);
    }
    this.remove(other);
  }

  #checkChange(user: User, { email, phone_number, password }: z.output<typeof userBody>): void {
    const primary = user.identities[0]?.provider;
    if (email === null && (primary === "auth0" || primary === "email")) {
      throw refused(400, "email", "the user signs in with it: change it instead");
    }
    if (phone_number === null && primary === "sms") {
      throw refused(400, "phone_number", "the user signs in with it: change it instead");
    }
    if (password !== undefined && !user.identities.some(isDatabase)) {
      throw refused(400, "password", "the user has no database account");
    }
    const changed = {
      ...(email !== user.email && { email }),
      ...(phone_number !== user.phone_number && { phone_number }),
    };
    const [first] = user.identities;
    this.#refuseTaken(changed, first ? [first.connection] : [], user);
  }

  #refuseTaken(
    addresses: { email?: string | null | undefined; phone_number?: string | null | undefined },
    onConnections: readonly string[],
    self?: User,
  ): void {
    const others = this.engine.users.all().filter((user) => user !== self);
    for (const field of ["email", "phone_number"] as const) {
      const address = addresses[field];
      if (!address) continue;
      const taken = onConnections.some((connection) => findAccount(others, address, connection) !== undefined);
      if (taken) throw refused(409, field, "another user signs in with it");
    }
  }

  #now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

function refused(status: 400 | 409, field: string, message: string): RequestError {
  return new RequestError(status, `${field}: ${message}.`, { [field]: message });
}

function isSame(a: Identity, b: Identity): boolean {
  return a.provider === b.provider && a.user_id === b.user_id;
}

function isSocial(strategy: string): boolean {
  return !["auth0", "sms", "email"].includes(strategy);
}

function addressField(connection: string): "email" | "phone_number" {
  return connection === "sms" ? "phone_number" : "email";
}

function newAccountId(): string {
  return randomBytes(12).toString("hex");
}

function defined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}
