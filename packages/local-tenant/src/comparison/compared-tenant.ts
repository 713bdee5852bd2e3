import type { StateOwner } from "../state/state-owner";
import type { CertificateAuthority } from "../tls/authority";

/** The running tenant that copies are made of. */
export interface ComparedTenant extends StateOwner {
  authority: CertificateAuthority;
  /** Of its Verify, as the Actions' code has it. */
  verifyUrl: string;
}
