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

/** The tenant's codes, to be found by what arrived somewhere. */
export class Codes {
  private readonly byText = new Map<string, IssuedCode[]>();
  private readonly newest = new Map<string, IssuedCode>();

  private constructor(
    all: readonly IssuedCode[],
    /** Whether a login is over, by its id. */
    private readonly isOver: (loginId: string) => boolean,
  ) {
    for (const issued of all) {
      const key = textKey(issued.to, issued.code.value);
      const same = this.byText.get(key);
      if (same) same.push(issued);
      else this.byText.set(key, [issued]);
      this.newest.set(screenKey(issued), issued);
    }
  }

  /** Those that an engine made, and still keeps. */
  static of({ codes, logins }: LoginEngine): Codes {
    return new Codes(codes, (id) => logins.get(id)?.outcome !== undefined);
  }

  /** The code that a message carried; `undefined`: the tenant made no such code, or it is no longer kept. */
  carriedBy({ to, code, at }: { to: string; code: string; at: number }): IssuedCode | undefined {
    return this.byText.get(textKey(to, code))?.findLast((issued) => issued.code.madeAt <= at);
  }

  /** What became of it as far as the tenant knows. */
  fate(issued: IssuedCode): Exclude<CodeFate, "reported" | "canceled" | "not-sent"> {
    const { code, loginId } = issued;
    if (code.usedAt !== undefined) return "used";
    if (loginId !== undefined && this.newest.get(screenKey(issued)) !== issued) return "replaced";
    if (loginId !== undefined && this.isOver(loginId)) return "given-up";
    if (code.standing === "ok") return "waiting";
    return code.standing === "code_expired" ? "expired" : "locked";
  }
}

const textKey = (to: string, code: string) => `${to} ${code}`;

/** Of the codes with the same key the newest alone is still asked for. */
const screenKey = ({ loginId, purpose }: IssuedCode) => `${loginId} ${purpose}`;
