import { KEPT } from "../../support/kept";
import type { Login } from "./login";
import { type LoginSummary, loginSummary } from "./login-summary";

/** What has changed in the list of logins. */
export interface LoginListing {
  /** Ask for what has changed since this one next time. */
  revision: number;
  /** Whether these are all that there are: whoever lists logins forgets those it had. */
  complete: boolean;
  /** Number of the oldest login that is listed still; older ones are dropped. */
  oldest: number;
  /** Newest first. */
  logins: LoginSummary[];
}

interface Listed {
  number: number;
  /** The registry's revision at its last change. */
  revision: number;
  /** `undefined`: dropped. */
  login: Login | undefined;
  /** Of a login that was dropped. */
  summary: LoginSummary | undefined;
}

/**
 * The logins of a tenant, however they began. The newest `KEPT` are listed, and the newest `LoginRegistry.whole` can be looked at
 * and taken further: a login with MFA takes some 15 KB there.
 */
export class LoginRegistry {
  /** How many logins are kept with all that happened in them. */
  static readonly whole = 1000;
  readonly #listed = new Map<string, Listed>();
  readonly #wholeIds: string[] = [];
  #revision = 0;
  #clearedAt = 0;
  #number = 0;

  add(login: Login): void {
    this.#listed.set(login.id, {
      number: ++this.#number,
      revision: ++this.#revision,
      login,
      summary: undefined,
    });
    this.#wholeIds.push(login.id);
    if (this.#wholeIds.length > LoginRegistry.whole) this.#dropWhole(this.#wholeIds.shift()!);
    if (this.#listed.size > KEPT) this.#listed.delete(this.#listed.keys().next().value!);
  }

  /** Notes that something happened in a login. */
  touch(login: Login): void {
    const listed = this.#listed.get(login.id);
    if (!listed) return;
    listed.revision = ++this.#revision;
    if (!listed.login) listed.summary = loginSummary(login, listed.number);
  }

  /** `undefined`: dropped or unknown. */
  get(id: string): Login | undefined {
    return this.#listed.get(id)?.login;
  }

  /** What a list says of a login; `undefined`: not listed any more, or unknown. */
  summary(id: string): LoginSummary | undefined {
    const listed = this.#listed.get(id);
    return listed && summaryOf(listed);
  }

  /** What has changed since a revision; 0 gives all. */
  since(revision: number): LoginListing {
    const complete = revision <= this.#clearedAt || revision > this.#revision;
    const all = [...this.#listed.values()];
    const changed = complete ? all : all.filter((each) => each.revision > revision);
    return {
      revision: this.#revision,
      complete,
      oldest: all[0]?.number ?? this.#number + 1,
      logins: changed.reverse().map(summaryOf),
    };
  }

  clear(): void {
    this.#listed.clear();
    this.#wholeIds.length = 0;
    this.#clearedAt = ++this.#revision;
  }

  #dropWhole(id: string): void {
    const listed = this.#listed.get(id);
    if (!listed?.login) return;
    listed.summary = summaryOf(listed);
    listed.login = undefined;
  }
}

function summaryOf({ login, summary, number }: Listed): LoginSummary {
  return login ? loginSummary(login, number) : summary!;
}
