import {
  AzurermBackend,
  GcsBackend,
  HttpBackend,
  LocalBackend,
  PgBackend,
  S3Backend,
  type TerraformStack,
} from "cdktf";
import { type Backend, completeBackend } from "./backend";

/** Writes the `backend` block of a tenant's stack. Absent: a file under `.state`. */
export function addBackend(stack: TerraformStack, tenant: string, given?: Backend): void {
  const complete = completeBackend(tenant, given);
  switch (complete.type) {
    case "local":
      new LocalBackend(stack, { path: complete.path });
      return;
    case "s3": {
      const { bucket, region, key } = complete;
      // No `encrypt`: it asks for AES256 and so overrides the bucket's own encryption with a key of KMS.
      new S3Backend(stack, { bucket, region, key });
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
      return;
    }
    case "gcs": {
      const { bucket, prefix } = complete;
      new GcsBackend(stack, { bucket, prefix });
      return;
    }
    case "azurerm": {
      const { storageAccountName, containerName, key } = complete;
      // Not with the account's key, which would open everything in it.
      new AzurermBackend(stack, { storageAccountName, containerName, key, useAzureadAuth: true });
      return;
    }
    case "http": {
      const { address, lockAddress, lockMethod, unlockMethod } = complete;
      new HttpBackend(stack, { address, lockAddress, lockMethod, unlockAddress: lockAddress, unlockMethod });
      return;
    }
    case "pg": {
      const { connStr, schemaName } = complete;
      new PgBackend(stack, { connStr, schemaName });
      return;
    }
  }
}
