import { html } from "hono/html";
import type { FactorType, MfaPrompt } from "../../../pipeline";
import type { Enrollment } from "../../users";
import { currentFactor, type SignIn } from "../sign-in";
import type { Markup, PageContent } from "./layout";
import { codeField, described, form, lastDestination, localHelp, notice, primary, quiet, whereCodesAre } from "./parts";

const names: Readonly<Record<FactorType, string>> = {
  phone: "Text message",
  otp: "Authenticator app",
  email: "Email",
  "push-notification": "Notification on your device",
  "webauthn-roaming": "Security key",
  "webauthn-platform": "This device",
  "recovery-code": "Recovery code",
};

/** The page of the MFA prompt that holds the login. */
export function mfaPage(signIn: SignIn, prompt: MfaPrompt): PageContent {
  const factor = currentFactor(signIn);
  if (factor === undefined) return optionsPage(signIn, prompt);
  if (prompt.command === "enroll") return enrollPage(signIn, prompt, factor);
  switch (factor) {
    case "phone":
      return phoneChallenge(signIn, prompt);
    case "email":
      return sentCode(signIn, prompt, "We sent a code to your email address.");
    case "otp":
      return ownCode(signIn, prompt, "Enter the code that your authenticator app shows.", "Code");
    case "recovery-code":
      return recoveryChallenge(signIn, prompt);
    default:
      return devicePage(signIn, prompt, factor);
  }
}

function optionsPage(signIn: SignIn, { command, factors, preferredMethod }: MfaPrompt): PageContent {
  const title = command === "enroll" ? "Keep your account safe" : "Choose another method";
  const intro =
    command === "enroll"
      ? "Add another way to prove that it is you."
      : "Which way do you want to prove that it is you?";
  const byCall = command === "challenge" && preferredMethod !== "sms" && factors.includes("phone");
  const choice = (value: string, label: string) =>
    html`<button class="choice" name="choice" value="${value}">${label}</button>`;
  const choices = factors.flatMap((factor) => {
    const own = factor === "phone" && preferredMethod === "voice" ? [] : [choice(factor, names[factor])];
    return factor === "phone" && byCall ? [...own, choice("phone:call", "Phone call")] : own;
  });
  const body = html`<h1>${title}</h1>
<p>${intro}</p>
${notice(signIn)}
${form(signIn, html`<input type="hidden" name="action" value="choose">${choices}`)}`;
  return { title, body };
}

const verify = "Verify your identity";

function phoneChallenge(signIn: SignIn, prompt: MfaPrompt): PageContent {
  const { channel, to } = lastDestination(signIn);
  const how =
    channel === "call" ? "We are calling the number that ends in" : "We sent a text to the number that ends in";
  const other =
    channel === "call"
      ? prompt.preferredMethod !== "voice" && quiet("text", "Get a text instead")
      : prompt.preferredMethod !== "sms" && quiet("call", "Get a call instead");
  const intro = html`${how} <strong>${to.slice(-2)}</strong>. Enter the code to continue.`;
  return sentCode(signIn, prompt, intro, other || undefined);
}

function sentCode(signIn: SignIn, prompt: MfaPrompt, intro: Markup | string, more?: Markup): PageContent {
  const resend = html`${quiet("resend", "Send the code again")}${more ?? ""}`;
  return { ...ownCode(signIn, prompt, intro, "Code", resend), local: whereCodesAre(signIn) };
}

function ownCode(
  signIn: SignIn,
  prompt: MfaPrompt,
  intro: Markup | string,
  label: string,
  more: Markup | "" = "",
): PageContent {
  const body = html`<h1>${verify}</h1>
<p>${intro}</p>
${notice(signIn)}
${form(signIn, html`${codeField(signIn, label)}${primary("answer", "Continue")}<div class="row">${more}${otherMethod(prompt)}</div>`)}`;
  return { title: verify, body };
}

function recoveryChallenge(signIn: SignIn, prompt: MfaPrompt): PageContent {
  const body = html`<h1>${verify}</h1>
<p>Enter the recovery code that you wrote down. It works once.</p>
${notice(signIn)}
${form(signIn, html`${recoveryField(signIn)}${primary("answer", "Continue")}<div class="row">${otherMethod(prompt)}</div>`)}`;
  return { title: verify, body };
}

function recoveryField(signIn: SignIn): Markup {
  return html`<div class="field"><label for="code">Recovery code</label>
<input type="text" id="code" name="code" required autofocus autocomplete="off" autocapitalize="characters" spellcheck="false"${described(signIn)}></div>`;
}

/** What a user would confirm on a device; two buttons replace the device. */
function devicePage(signIn: SignIn, prompt: MfaPrompt, factor: FactorType): PageContent {
  const body = html`<h1>${verify}</h1>
<p>${names[factor]}: confirm that it is you.</p>
${notice(signIn)}
${form(signIn, html`${primary("answer", "Approve")}<div class="row">${quiet("reject", "Reject")}${otherMethod(prompt)}</div>`)}`;
  const local = localHelp(html`<p>Local tenant: these buttons stand in for the device.</p>`);
  return { title: verify, body, local };
}

function otherMethod({ factors, preferredMethod }: MfaPrompt): Markup | "" {
  const several = factors.length > 1 || (factors[0] === "phone" && preferredMethod === "both");
  return several ? quiet("options", "Try another method") : "";
}

function enrollPage(signIn: SignIn, prompt: MfaPrompt, factor: FactorType): PageContent {
  const { enrolling } = signIn.mfa;
  if (enrolling) return confirmEnrollment(signIn, prompt, enrolling);
  if (factor === "phone") return phoneEnrollment(signIn, prompt);
  const title = `Add ${names[factor].toLowerCase()}`;
  const body = html`<h1>${title}</h1>
${notice(signIn)}
${form(signIn, html`${primary("enroll", "Begin")}<div class="row">${otherMethod(prompt)}</div>`)}`;
  return { title, body };
}

function phoneEnrollment(signIn: SignIn, prompt: MfaPrompt): PageContent {
  const title = "Secure your account";
  const body = html`<h1>${title}</h1>
<p>Enter your phone number. We send a code to it now, and when you sign in.</p>
${notice(signIn)}
${form(
  signIn,
  html`<div class="field"><label for="phone">Phone number, with its country code</label>
<input type="tel" id="phone" name="phone" value="${signIn.account?.user.phone_number ?? ""}" placeholder="+1 202 555 0100" required autofocus autocomplete="tel"${described(signIn)}></div>
${primary("enroll", "Continue")}<div class="row">${otherMethod(prompt)}</div>`,
)}`;
  return { title, body };
}

function confirmEnrollment(signIn: SignIn, prompt: MfaPrompt, enrollment: Enrollment): PageContent {
  const back = html`<div class="row">${enrollment.type === "phone" ? quiet("resend", "Send the code again") : ""}${quiet("back", enrollment.type === "phone" ? "Change the number" : "Back")}</div>`;
  const shown = (title: string, content: Markup, field: Markup | "", local?: Markup): PageContent => ({
    title,
    body: html`<h1>${title}</h1>
${content}
${notice(signIn)}
${form(signIn, html`${field}${primary("answer", "Continue")}${back}`)}`,
    local,
  });
  switch (enrollment.type) {
    case "phone": {
      const text = html`<p>Enter the code that we sent to <strong>${enrollment.phoneNumber}</strong>.</p>`;
      return shown("Check your phone", text, codeField(signIn, "Code"), whereCodesAre(signIn));
    }
    case "otp": {
      const text = html`<p>Add this key to your authenticator app, then enter the code that it shows.</p>
<code class="secret">${enrollment.secret}</code>`;
      return shown("Add an authenticator app", text, codeField(signIn, "Code"));
    }
    case "recovery-code": {
      const text = html`<p>Write this code down and keep it safe. Then type it in.</p>
<code class="secret">${enrollment.recoveryCode}</code>`;
      return shown("Your recovery code", text, recoveryField(signIn));
    }
    default: {
      const local = localHelp(html`<p>Local tenant: this button stands in for the device.</p>`);
      return shown(names[prompt.factors[0] ?? enrollment.type], html`<p>Confirm it on your device.</p>`, "", local);
    }
  }
}
