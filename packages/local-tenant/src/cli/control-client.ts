import { credentialsFile, readCredentialsFile } from "../credentials/credentials-file";
import { LocalTenantError } from "../support/local-tenant-error";
import { certificateAuthority } from "../tls/authority";
import { trustAuthority } from "../tls/trust";
import type { Commands } from "./commands";

/** The local tenant refused a request; `status` is HTTP's. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "ControlError";
  }
}

/** Speaks to a running local tenant's control API. */
export class ControlClient {
  private constructor(
    private readonly port: number,
    private readonly token: string | undefined,
    private readonly commands: Commands,
  ) {}

  static async connect(port: number, commands: Commands): Promise<ControlClient> {
    const { certificate } = await certificateAuthority({ dir: commands.dir });
    trustAuthority(certificate);
    return new ControlClient(port, readCredentialsFile(commands.dir, port).LOCAL_TENANT_TOKEN, commands);
  }

  /** `POST /_sandbox/<path>`. Throws a `ControlError` for a refusal, a `LocalTenantError` when nothing answers there. */
  async post<Answer>(path: string, body: object): Promise<Answer> {
    const url = `https://localhost:${this.port}/_sandbox/${path}`;
    const headers = {
      "content-type": "application/json",
      ...(this.token && { authorization: `Bearer ${this.token}` }),
    };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) }).catch((error) => {
      throw notRunning(this.port, this.commands, error);
    });
    const answer = (await response.json().catch(() => ({}))) as Answer & { error?: string };
    if (response.ok) return answer;
    if (response.status === 401 && answer.error) throw otherStart(this.port, this.commands);
    throw new ControlError(response.status, answer.error ?? notATenant(this.port, this.commands));
  }
}

/** The file is missing, or an earlier tenant's. */
function otherStart(port: number, { dir, start }: Commands): LocalTenantError {
  return new LocalTenantError(
    `The local tenant at https://localhost:${port} does not accept the credentials in ${credentialsFile(dir, port)}.\n` +
      "It was started from another folder, or the file was removed. Stop it, then: " +
      start,
  );
}

/** Every refusal of a tenant's control API has an `error`; Verify's and other programs' have none. */
function notATenant(port: number, { start }: Commands): string {
  return `Port ${port} is not a tenant (it may be its Verify); ${start} prints the right one.`;
}

/** What Node says of a certificate that none of the authorities it trusts has signed. */
const untrusted = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);
const otherAuthority = ({ dir, start }: Commands) =>
  `Whatever answers there has no certificate from ${dir}: it is another program, another folder's local tenant,\n` +
  `or one that was started before that folder was recreated. Stop it, then: ${start}`;

function notRunning(port: number, commands: Commands, error: Error): LocalTenantError {
  const cause = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message;
  if (cause !== "ECONNREFUSED") {
    const why = untrusted.has(cause) ? otherAuthority(commands) : "If one runs there, its terminal says why.";
    return new LocalTenantError(
      `No local tenant of this folder answers at https://localhost:${port}: ${cause}.\n${why}`,
    );
  }
  const elsewhere = `If it runs on another port, say which: ${commands.login} --port <number> …`;
  return new LocalTenantError(
    `No local tenant runs at https://localhost:${port}.\nStart it in another terminal: ${commands.start}\n${elsewhere}`,
  );
}
