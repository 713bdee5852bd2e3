import { clients } from "../../auth0/login/well-known";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { shellQuoted } from "../../support/shell-quoted";
import { AUTHORITY_NAME } from "../../tls/issue";
import { keychainTrustCommand } from "../../tls/keychain";

/** What a user needs to sign in by the tenant's pages in a browser. */
export interface BrowserHelp {
  /** Signs in to the application "Web"; ends at the console where there is one. */
  signInUrl: string;
  /** PEM of the authority. */
  caFile: string;
  /** How browsers come to trust it. */
  trust: { where: string; steps?: string; command?: string }[];
}

/** The console as the application that somebody signs in to: the path that it is called back at. */
export const signedInPath = "signed-in";

export function browserHelp({ tenant, consoleUrl, authority }: LocalTenantServer): BrowserHelp {
  const file = authority.certificateFile;
  const parameters = new URLSearchParams({
    client_id: clients.web!.client_id,
    response_type: "code",
    scope: "openid profile email",
    redirect_uri: consoleUrl === undefined ? "http://localhost:3000/callback" : `${consoleUrl}${signedInPath}`,
    prompt: "login",
  });
  const nickname = shellQuoted(AUTHORITY_NAME);
  return {
    signInUrl: `https://${tenant.domain}/authorize?${parameters}`,
    caFile: file,
    trust: [
      { where: "macOS: Chrome, Safari, Edge", command: keychainTrustCommand(file) },
      {
        where: "Linux: Chrome, Chromium, Edge",
        steps: "certutil is in the package libnss3-tools (Debian, Ubuntu) or nss-tools (Fedora).",
        command: `certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n ${nickname} -i ${shellQuoted(file)}`,
      },
      { where: "Windows: Chrome, Edge", command: `certutil -user -addstore Root "${file}"` },
      {
        where: "Firefox",
        steps:
          "Settings, Privacy & Security, Certificates, View Certificates, Authorities, Import: choose the file below, and trust it to identify websites.",
      },
    ],
  };
}
