import { shellQuoted } from "../support/shell-quoted";
import { AUTHORITY_NAME } from "./issue";

const KEYCHAIN = "~/Library/Keychains/login.keychain-db";

/** The line that makes macOS, and so Terraform there, trust the authority for the current user. */
export function keychainTrustCommand(certificateFile: string): string {
  return `security add-trusted-cert -r trustRoot -k ${KEYCHAIN} ${shellQuoted(certificateFile)}`;
}

/** The line that takes that trust back and removes the certificate. */
export function keychainRemoveCommand(certificateFile: string): string {
  const remove = `security remove-trusted-cert ${shellQuoted(certificateFile)}`;
  return `${remove} && security delete-certificate -c ${shellQuoted(AUTHORITY_NAME)} ${KEYCHAIN}`;
}
