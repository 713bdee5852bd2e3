import { createHash } from "node:crypto";
import { actionKeys } from "../../../stacks/actions";
import { blankSettings, bundleActions, compileOurActions } from "../../../stacks/bundling";
import { tenants } from "../../../tenants";

const compiled = compileOurActions();

describe.each(actionKeys)("%s", (key) => {
  const digests = Object.values(tenants).map(({ settings }) => {
    const code = bundleActions(settings, compiled)[key];
    return createHash("sha256").update(blankSettings(code)).digest("hex");
  });

  test("is the same code in every tenant, the settings' line apart", () => {
    expect(new Set(digests).size).toBe(1);
  });

  test("is less than 20 kB", () => {
    for (const { settings } of Object.values(tenants)) {
      expect(Buffer.byteLength(bundleActions(settings, compiled)[key])).toBeLessThan(20_000);
    }
  });
});

test("building them again gives the same bytes", () => {
  const { settings } = tenants.dev;
  expect(bundleActions(settings)).toEqual(bundleActions(settings, compiled));
});
