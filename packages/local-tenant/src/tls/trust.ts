import tls from "node:tls";

/** What newer versions of Node add (22.19, 24.5). */
interface DefaultCertificates {
  getCACertificates?(type: "default"): string[];
  setDefaultCACertificates?(certificates: readonly string[]): void;
}

const trusted = new Set<string>();
let wrapped = false;

/**
 * Makes this process trust one more authority in `node:https`, `node:tls` and `fetch`, beside those it trusts already.
 * A connection that brings a `ca` of its own is left alone. Calling it again with the same PEM changes nothing.
 */
export function trustAuthority(pem: string): void {
  if (trusted.has(pem)) return;
  trusted.add(pem);
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
  tls.createSecureContext = (options) => {
    const context = createSecureContext(options);
    if (options?.ca === undefined) {
      for (const pem of trusted) context.context.addCACert(pem);
    }
    return context;
  };
}
