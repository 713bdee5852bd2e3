import type { User } from "../../users";
import type { SignIn } from "../sign-in";
import { codePage, identifierPage, passwordPage } from "./first-factor";
import type { PageContent } from "./layout";
import { mfaPage } from "./mfa";

/** The page that a sign-in is at. */
export function screen(signIn: SignIn, users: readonly User[]): PageContent {
  const { login, identifier, notice } = signIn;
  const content = contentOf();
  return notice?.kind === "error" ? { ...content, title: `Error: ${content.title}` } : content;

  function contentOf(): PageContent {
    if (login?.prompt) return mfaPage(signIn, login.prompt);
    if (login?.state === "awaiting-code") return codePage(signIn);
    return identifier === undefined ? identifierPage(signIn, users) : passwordPage(signIn);
  }
}
