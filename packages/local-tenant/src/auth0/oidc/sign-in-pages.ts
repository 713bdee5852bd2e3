import { type Context, Hono } from "hono";
import { browserOf } from "./cookies";
import { isForeign } from "./is-foreign";
import { answerWithOutcome } from "./outcome";
import type { OidcServices } from "./services";
import type { SignIn } from "./sign-in";
import { step } from "./sign-in-steps";
import { errorPage } from "./views/error-page";
import { page, sourceOf } from "./views/layout";
import { screen } from "./views/screen";

/**
 * The pages at which a user signs in: one address, which shows where they are. A form posts back to it and is answered
 * with a redirect, so that reloading repeats nothing.
 */
export function signInPages(services: OidcServices): Hono {
  const app = new Hono();
  app.get("/login", async (c) => {
    const signIn = find(c, services);
    if (!signIn) return errorPage(c, over, 400);
    await signIn.busy;
    if (signIn.login?.outcome) return finish(c, signIn, services);
    const shown = screen(signIn, services.users());
    return page(c, shown, 200, { formAction: [sourceOf(signIn.request.redirectUri)] });
  });
  app.post("/login", async (c) => {
    const signIn = isForeign(c) ? undefined : find(c, services);
    const fields = Object.fromEntries(new URLSearchParams(await c.req.text()));
    if (!signIn || fields.state !== signIn.id) return errorPage(c, over, 400);
    // One step at a time: a second press of a button finds the outcome of the first.
    const turn = signIn.busy.then(() => (signIn.login?.outcome ? undefined : step(signIn, fields, services)));
    signIn.busy = turn.catch(() => undefined);
    await turn;
    if (signIn.login?.outcome) return finish(c, signIn, services);
    return c.redirect(`/u/login?state=${signIn.id}`, 303);
  });
  return app;
}

const over = "It has ended, or was started in another browser. Go back to the application and sign in again.";

/** The sign-in that the address names, for the browser that began it. */
function find(c: Context, { state }: OidcServices): SignIn | undefined {
  const signIn = state.signIns.get(c.req.query("state"));
  return signIn && signIn.browser === browserOf(c) ? signIn : undefined;
}

function finish(c: Context, signIn: SignIn, services: OidcServices) {
  const { login, request } = signIn;
  services.state.signIns.delete(signIn.id);
  if (!login) throw new Error("A sign-in without a login is not over.");
  return answerWithOutcome(c, request, login, services);
}
