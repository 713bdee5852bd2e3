import { afterApply } from "../../ops/live/after-apply";
import { UserError } from "../../stacks/errors";

const next = "Next: fix that.";
const well = { ok: true, errors: "" };
const unreachable = () => Promise.reject(new UserError("The tenant can't be reached."));

it("gives what was read after an apply", async () => {
  expect(await afterApply("dev", well, next, async () => "live")).toBe("live");
});

it("says that the apply went well, why nothing more is known, and what comes next", async () => {
  await expect(afterApply("dev", well, next, unreachable)).rejects.toThrow(
    "Terraform is done. What runs on dev now is not known:\n\nThe tenant can't be reached.\n\nNext: fix that.",
  );
});

it("does not lose Terraform's words where the apply failed", async () => {
  await expect(afterApply("dev", { ok: false, errors: "MFA: 500" }, next, unreachable)).rejects.toThrow(
    /^The apply failed:\n\nMFA: 500\n\nWhat runs on dev now is not known:\n/,
  );
});

it("leaves a bug what it is", async () => {
  const bug = new TypeError("undefined is not a function");
  await expect(afterApply("dev", well, next, () => Promise.reject(bug))).rejects.toBe(bug);
});
