import { requestOf } from "./event";
import type { Transaction } from "./transaction";

/** The custom-phone-provider v1 event of this login as of now, without `notification` and `secrets`. */
export function phoneProviderEvent(transaction: Transaction): Record<string, unknown> {
  const { client, connection, correlationId, services, user } = transaction;
  const { handle, password, enrollments, loginsCount, identities, ...profile } = user;
  return {
    client: { client_id: client.client_id, name: client.name, metadata: client.metadata },
    connection,
    request: requestOf(transaction),
    tenant: { id: services.tenant.name },
    transaction: { correlation_id: correlationId },
    user: profile,
  };
}
