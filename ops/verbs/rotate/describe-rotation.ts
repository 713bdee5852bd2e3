import { paint } from "../../support/paint";
import { table } from "../../support/table";
import { minuteOf } from "../../support/time";
import type { Rotation } from "./apply-rotation";
import { credentialLines, whatToRevoke } from "./describe-credentials";
import { describeNewKey, type KeyRotation } from "./rotate-lookup-key";

/** What a rotation did, for people; ends with a line break. */
export function describeRotation(rotation: Rotation | KeyRotation): string {
  const { tenant, domain, outcome, actions, credentials, error } = rotation;
  if (outcome === "declined") return `Nothing was changed on ${tenant} (${domain}).\n`;
  const rows = actions.map(({ name, rotated, version, secretsOf }) => [
    rotated ? paint("green", "✓") : paint("red", "✗"),
    name,
    version === undefined ? "runs nothing" : `version ${version}`,
    secretsOf === undefined ? "no secrets" : `secrets of ${minuteOf(secretsOf)}`,
    rotated ? "sent" : "still the old ones",
  ]);
  const lines = table(rows).map((line) => `  ${line}`);
  if (outcome === "rotated") {
    const sent =
      credentials === undefined
        ? ""
        : [
            `The ${credentials.verdict === "new" ? "new secrets" : "secrets from the environment"} are in use on ${tenant} (${domain}):`,
            ...lines,
            ...credentialLines(credentials, ["before", "now"]),
            whatToRevoke(credentials),
            "",
          ].join("\n");
    return sent + ("publicKey" in rotation ? describeNewKey(tenant, rotation.publicKey) : "");
  }
  return [
    `The rotation of ${tenant} (${domain}) is not complete. What runs now, according to Auth0:`,
    ...lines,
    ...(credentials === undefined ? [] : credentialLines(credentials, ["before", "to be sent"])),
    ...(error === undefined ? [] : ["", error]),
    "",
    `Do not revoke the old secrets yet. Once the cause is fixed, run it again: npm run rotate -- ${tenant}`,
    "",
  ].join("\n");
}
