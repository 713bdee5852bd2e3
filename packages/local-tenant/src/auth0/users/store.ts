import { randomBytes } from "node:crypto";
import type { Clock } from "../../support/clock";
import { LocalTenantError } from "../../support/local-tenant-error";
import { seedUsers } from "./seeds";
import type { Identity, NewUser, User } from "./types";

/** No user goes by that name. The message lists the handles there are. */
export class UnknownUserError extends Error {
  constructor(
    readonly user: string,
    readonly handles: readonly string[],
  ) {
    super(`No user "${user}" in this tenant. Users: ${handles.join(", ")}.`);
    this.name = "UnknownUserError";
  }
}

/** The tenant's users, kept in memory. */
export class UserStore {
  readonly #byKey = new Map<string, User>();

  /** Starts with the seeded users, or with those of `seeds`. */
  constructor(
    private readonly clock: Clock,
    private readonly seeds: readonly NewUser[] = seedUsers,
  ) {
    this.reset();
  }

  /** All users, in the order in which they were added. */
  all(): User[] {
    return [...new Set(this.#byKey.values())];
  }

  /** The user with that handle or `user_id`. Throws `UnknownUserError`. */
  get(handleOrId: string): User {
    const user = this.#byKey.get(handleOrId);
    if (!user) {
      const handles = this.all().map((each) => each.handle);
      throw new UnknownUserError(handleOrId, handles);
    }
    return user;
  }

  /** Adds a user, or replaces the one with the same handle. Returns the stored user. */
  add(user: NewUser): User {
    const existing = this.#byKey.get(user.handle);
    if (existing) this.#byKey.delete(existing.user_id);
    const stored = complete(structuredClone(user), new Date(this.clock.now()).toISOString());
    this.#byKey.set(stored.handle, stored);
    this.#byKey.set(stored.user_id, stored);
    return stored;
  }

  /** Forgets a user. */
  remove({ handle, user_id }: User): void {
    this.#byKey.delete(handle);
    this.#byKey.delete(user_id);
  }

  /** What the user was at the start; `undefined` for one who came later. */
  seedOf({ handle }: User): NewUser | undefined {
    return this.seeds.find((seed) => seed.handle === handle);
  }

  /** Holds these users and no others. */
  replaceAll(users: readonly NewUser[]): void {
    this.#byKey.clear();
    for (const user of users) this.add(user);
  }

  /** Back to the seeds; metadata and enrolments made since are forgotten. */
  reset(): void {
    this.replaceAll(this.seeds);
  }
}

function complete(user: NewUser, now: string): User {
  const identities: Identity[] = user.identities ?? [
    {
      connection: "Username-Password-Authentication",
      provider: "auth0",
      user_id: randomBytes(12).toString("hex"),
      isSocial: false,
    },
  ];
  const primary = identities[0];
  if (!primary)
    throw new LocalTenantError(`User "${user.handle}" needs at least one identity, or none given for a database one.`);
  return {
    user_id: `${primary.provider}|${primary.user_id}`,
    name: user.email ?? user.phone_number ?? user.handle,
    email_verified: false,
    user_metadata: {},
    app_metadata: {},
    created_at: now,
    updated_at: now,
    enrollments: [],
    loginsCount: 0,
    ...user,
    identities,
  };
}
