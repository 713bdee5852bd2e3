/** What to say of records that can't be counted and should be; `undefined` for what is as it should be. */
export function warnOf(reason: string, tenant: string): string | undefined {
  switch (reason) {
    case "masked-number":
    case "hashed-number":
      return (
        `Tenant ${tenant}: phone numbers arrive ${reason === "masked-number" ? "masked" : "hashed"}, so their codes are not reported. ` +
        'Take "phone" and "username" out of the log stream\'s obfuscated fields (pii_config.log_fields).'
      );
    case "unknown-factor":
      return `Tenant ${tenant}: MFA records have an unknown type of authenticator, and are not reported.`;
    case "unknown-passwordless-amr":
      return `Tenant ${tenant}: logins have an unknown passwordless_amr, and are not reported.`;
    case "no-date":
      return `Tenant ${tenant}: records have no date in ISO 8601, and are not reported.`;
    case "malformed":
      return `Tenant ${tenant}: the log stream sends entries that are not log records.`;
    default:
      return undefined;
  }
}
