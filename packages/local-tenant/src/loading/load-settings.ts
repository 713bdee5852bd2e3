import type { LogStream } from "../auth0/store/entities";
import type { Factor } from "../auth0/store/guardian";
import type { LocalTenant } from "../auth0/tenant";
import type { TenantDocument } from "../sources/document";

/** Brings the document's settings, MFA policy and factors into the tenant. What it does not name stays. */
export function loadSettings({ settings, guardian }: LocalTenant, document: TenantDocument): void {
  settings.patch(document.settings);
  const { policies, messageTypes, factors } = document.guardian;
  if (policies) guardian.policies = policies;
  if (messageTypes) guardian.messageTypes = messageTypes;
  for (const [factor, enabled] of Object.entries(factors)) guardian.setEnabled(factor as Factor, enabled);
}

/** As the provider for Terraform does: what is there becomes the one of the document. */
export function loadPhoneProvider({ phoneProvider }: LocalTenant, { phoneProvider: wanted }: TenantDocument): void {
  if (!wanted) return;
  const { name, disabled, deliveryMethods } = wanted;
  const input = {
    ...{ name, configuration: { deliveryMethods }, credentials: {} },
    ...(disabled !== undefined && { disabled }),
  };
  const current = phoneProvider.current();
  if (current) phoneProvider.update(current.id, input);
  else phoneProvider.create(input);
}

/** Sets the sinks of the streams that the document has, by name; those without a sink are left alone. */
export function loadLogStreams({ logStreams }: LocalTenant, { logStreams: wanted }: TenantDocument): void {
  for (const { name, type, sink } of wanted) {
    if (!sink) continue;
    const existing = logStreams.list().find((stream) => stream.name === name);
    if (existing) logStreams.update(existing.id, { sink });
    else logStreams.create({ name, type: type as LogStream["type"], sink });
  }
}
