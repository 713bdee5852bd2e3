import type { IssuedCode, LoginEngine } from "../../auth0/login";

/**
 * What became of a code. `used`: typed in, and Verify does not count it as converted; `reported`: Verify does. `replaced`: a newer one
 * took its place; `locked`: something else was typed in too often; `given-up`: its login ended without it; `canceled`: in Verify;
 * `not-sent`: it never arrived.
 */
export type CodeFate =
  | "waiting"
  | "used"
  | "reported"
  | "replaced"
  | "expired"
  | "locked"
  | "given-up"
  | "canceled"
  | "not-sent";

/** The tenant's codes, to be found by what arrived somewhere. Looks from the newest on: that is what is asked for. */
export class Codes {
  constructor(private readonly engine: Pick<LoginEngine, "codes" | "logins">) {}

  /** The code that a message carried; `undefined`: the tenant made no such code, or it is no longer kept. */
  carriedBy({ to, code: value, at }: { to: string; code: string; at: number }): IssuedCode | undefined {
    return this.engine.codes.findLast(({ code, to: recipient }) => {
      return code.value === value && recipient === to && code.madeAt <= at;
    });
  }

  /** What became of it as far as the tenant knows. */
  fate(issued: IssuedCode): Exclude<CodeFate, "reported" | "canceled" | "not-sent"> {
    const { code, loginId } = issued;
    if (code.usedAt !== undefined) return "used";
    if (loginId !== undefined && this.#newestBeside(issued) !== issued) return "replaced";
    if (loginId !== undefined && this.engine.logins.get(loginId)?.outcome) return "given-up";
    if (code.standing === "ok") return "waiting";
    return code.standing === "code_expired" ? "expired" : "locked";
  }

  /** The code that its login asked for last, for the same purpose. */
  #newestBeside({ loginId, purpose }: IssuedCode): IssuedCode | undefined {
    return this.engine.codes.findLast((each) => each.loginId === loginId && each.purpose === purpose);
  }
}
