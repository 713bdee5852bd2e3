import { STATUS_CODES } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { PROVIDER_VERSION } from "../../provider-version";
import { type HttpResponse, httpSender, type Send } from "./http";
import { type Credentials, tokenSource } from "./token";

/** An answer of the Management API that is not 2xx, worded as the real provider prints it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The Management API as the resources use it. */
export interface ManagementClient {
  /** Sends and decodes; `path` starts below `/api/v2`. Throws `ApiError` on anything but 2xx. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Waits, unless Terraform asks the provider to stop. */
  sleep(ms: number): Promise<void>;
}

const RETRIED = new Set([500, 502, 503, 504, 524]);

function errorOf({ status, body }: HttpResponse): ApiError {
  try {
    const { statusCode, error, message } = JSON.parse(body);
    return new ApiError(status, `${statusCode} ${error}: ${message}`);
  } catch {
    const cause = body === "" ? "EOF" : "it is not JSON";
    return new ApiError(
      status,
      `${status} ${STATUS_CODES[status]}: failed to decode json error response payload: ${cause}`,
    );
  }
}

function untilReset(response: HttpResponse): number {
  const reset = Number(response.headers["x-ratelimit-reset"]);
  return Number.isFinite(reset) ? Math.max(0, reset * 1000 - Date.now()) : 5000;
}

/**
 * Connects to a tenant: gives a client for one call of Terraform's, which `signal` ends. 429 is waited out as often as
 * needed; 5xx and lost connections are retried three times.
 */
export function managementClient(options: {
  domain: string;
  audience: string | undefined;
  credentials: Credentials;
  terraformVersion: string;
}): (signal: AbortSignal) => ManagementClient {
  const { domain } = options;
  const send: Send = httpSender();
  const token = tokenSource(send, domain, options.audience ?? `https://${domain}/api/v2/`, options.credentials);
  const agent = `Terraform-Provider-Auth0/${PROVIDER_VERSION} (test double; Terraform/${options.terraformVersion})`;

  return (signal) => {
    const wait = (ms: number) => sleep(ms, undefined, { signal });

    async function attempt(method: string, url: string, body: string | undefined): Promise<HttpResponse> {
      const headers: Record<string, string> = { authorization: `Bearer ${await token()}`, "user-agent": agent };
      if (body !== undefined) headers["content-type"] = "application/json";
      return send(method, url, headers, body, signal);
    }

    async function withRetries(method: string, url: string, body: string | undefined): Promise<HttpResponse> {
      for (let failures = 0; ; ) {
        const last = failures === 3;
        try {
          const response = await attempt(method, url, body);
          if (response.status === 429) {
            await wait(untilReset(response));
            continue;
          }
          if (last || !RETRIED.has(response.status)) return response;
        } catch (error) {
          if (last || signal.aborted || (error as Error).message.startsWith("oauth2:")) throw error;
        }
        failures += 1;
        await wait(Math.random() * 500 * 2 ** (failures - 1));
      }
    }

    return {
      async call<T>(method: string, path: string, body?: unknown): Promise<T> {
        const url = `https://${domain}/api/v2${path}`;
        const response = await withRetries(method, url, body === undefined ? undefined : JSON.stringify(body)).catch(
          (error: Error) => {
            const verb = method.charAt(0) + method.slice(1).toLowerCase();
            throw new Error(`failed to send the request: ${verb} "${url}": ${error.message}`);
          },
        );
        if (response.status < 200 || response.status > 299) throw errorOf(response);
        return (response.body === "" ? undefined : JSON.parse(response.body)) as T;
      },
      sleep: wait,
    };
  };
}
