import tls from "node:tls";

/** What newer versions of Node add (22.19, 24.5). */
interface DefaultCertificates {
  getCACertificates?(type: "default"): string[];
  setDefaultCACertificates?(certificates: readonly string[]): void;
}

/** Of all that a context can be made with, what a connection usually leaves out; `ciphers` it always brings. */
const UNUSUAL = [
  "ca",
  "cert",
  "clientCertEngine",
  "crl",
  "dhparam",
  "ecdhCurve",
  "honorCipherOrder",
  "key",
  "maxVersion",
  "minVersion",
  "passphrase",
  "pfx",
  "privateKeyEngine",
  "privateKeyIdentifier",
  "secureOptions",
  "secureProtocol",
  "sessionIdContext",
  "sessionTimeout",
  "sigalgs",
  "ticketKeys",
] as const satisfies readonly (keyof tls.SecureContextOptions)[];

const trusted = new Set<string>();
/** By ciphers, one for all connections that ask for nothing unusual: adding to the roots copies all hundred and forty. */
const shared = new Map<string | undefined, tls.SecureContext>();
let wrapped = false;

/**
 * Makes this process trust one more authority in `node:https`, `node:tls` and `fetch`, beside those it trusts already.
 * A connection that brings a `ca` of its own is left alone. Calling it again with the same PEM changes nothing.
 */
export function trustAuthority(pem: string): void {
  if (trusted.has(pem)) return;
  trusted.add(pem);
  shared.clear();
  const { getCACertificates, setDefaultCACertificates } = tls as DefaultCertificates;
  if (getCACertificates && setDefaultCACertificates) {
    setDefaultCACertificates([...getCACertificates("default"), pem]);
  } else if (!wrapped) {
    wrapped = true;
    wrapSecureContext();
  }
}

/** Older versions have no list to add to, but make each context through this function of the module. */
function wrapSecureContext(): void {
  const { createSecureContext } = tls;
  const create = (options: tls.SecureContextOptions) => {
    const context = createSecureContext(options);
    for (const pem of trusted) context.context.addCACert(pem);
    return context;
  };
  tls.createSecureContext = (options = {}) => {
    if (options.ca !== undefined) return createSecureContext(options);
    if (UNUSUAL.some((name) => options[name] !== undefined)) return create(options);
    const context = shared.get(options.ciphers) ?? create(options);
    shared.set(options.ciphers, context);
    return context;
  };
}
