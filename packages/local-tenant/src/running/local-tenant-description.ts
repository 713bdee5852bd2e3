/** Where a running local tenant is, as the control API and the start page say it. */
export interface LocalTenantDescription {
  domain: string;
  /** The tenant's name, as its log's records have it in `tenant_name`. */
  name: string;
  managementUrl: string;
  verifyUrl: string;
  /** `http://127.0.0.1:<port>/`; `null`: there is no console. */
  consoleUrl: string | null;
  /** PEM of the authority that signed both servers' certificates. */
  caFile: string;
  /** The same with the system's roots, for `SSL_CERT_FILE`. */
  caBundleFile: string;
  /** Names of the Actions bound to post-login, in order. */
  actions: string[];
  /** Name of the Action that sends phone messages; `null`: there is none, and nothing arrives. */
  phoneProvider: string | null;
  /** Ids of what was put there without Terraform, Actions and phone provider; a deploy replaces them. */
  loaded: string[];
}
