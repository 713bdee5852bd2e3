import { createHash } from "node:crypto";
import { actionKeys } from "../../../stacks/actions";
import { blankSettings, bundleActions, type CompiledActions, compileOurActions } from "../../../stacks/bundling";
import { tenants } from "../../../tenants";

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

describe.each(actionKeys)("%s", (key) => {
  test("is the same code in every tenant, the settings' line apart", () => {
    const digests = Object.values(tenants).map((tenant) => {
      const code = bundleActions(tenant, compiled)[key];
      return createHash("sha256").update(blankSettings(code)).digest("hex");
    });
    expect(new Set(digests).size).toBe(1);
  });

  // Looking numbers up is in the code of all tenants: it differs by its settings alone.
  const limit = key === "mfaFeedback" ? 30_000 : 20_000;
  test(`is less than ${limit / 1000} kB`, () => {
    for (const tenant of Object.values(tenants)) {
      expect(Buffer.byteLength(bundleActions(tenant, compiled)[key])).toBeLessThan(limit);
    }
  });
});

test("building them again gives the same bytes", async () => {
  const { dev } = tenants;
  expect(bundleActions(dev, await compileOurActions())).toEqual(bundleActions(dev, compiled));
});
