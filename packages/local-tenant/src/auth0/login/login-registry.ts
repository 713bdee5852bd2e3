import type { Login } from "./login";

/** The logins of a tenant that can still be looked at, however they began; beyond `capacity` the oldest is dropped. */
export class LoginRegistry {
  readonly capacity = 1000;
  private readonly logins = new Map<string, Login>();

  add(login: Login): void {
    this.logins.set(login.id, login);
    if (this.logins.size > this.capacity) this.logins.delete(this.logins.keys().next().value!);
  }

  /** `undefined`: dropped or unknown. */
  get(id: string): Login | undefined {
    return this.logins.get(id);
  }

  clear(): void {
    this.logins.clear();
  }
}
