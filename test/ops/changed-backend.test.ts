import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformIn } from "../../ops/terraform/terraform";

test("a backend that was changed in tenants.ts is not begun anew: it is said how to move the state", async () => {
  const folder = mkdtempSync(join(tmpdir(), "changed-backend-"));
  try {
    const { PATH, TERRAFORM_BINARY_NAME } = process.env;
    const terraform = terraformIn(folder, { PATH, TERRAFORM_BINARY_NAME, HOME: folder });
    const stateIn = (path: string) =>
      writeFileSync(
        join(folder, "cdk.tf.json"),
        JSON.stringify({
          terraform: { backend: { local: { path } } },
          resource: { terraform_data: { something: {} } },
        }),
      );
    stateIn("first.tfstate");
    await terraform.init();
    expect(await terraform.quiet(["apply", "-auto-approve"])).toMatchObject({ exit: 0 });
    stateIn("second.tfstate");
    await expect(terraform.init()).rejects.toThrow(/Backend configuration changed[\s\S]*terraform init -migrate-state/);
    await expect(terraform.init()).rejects.toThrow("The backend in tenants.ts is not the one that this folder's state");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
