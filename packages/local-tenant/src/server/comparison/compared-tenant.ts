import type { CertificateAuthority } from "../../tls/authority";
import type { StateOwner } from "../state/state-owner";

/** The running tenant that copies are made of. */
export interface ComparedTenant extends StateOwner {
  authority: CertificateAuthority;
  /** Of its Verify, as the Actions' code has it. */
  verifyUrl: string;
}
