import { paint } from "../../support/paint";
import { table } from "../../support/table";
import { minuteOf } from "../../support/time";
import type { Rotation } from "./apply-rotation";
import { describeNewKey, type KeyRotation } from "./rotate-lookup-key";

/** What a rotation did, for people; ends with a line break. */
export function describeRotation(rotation: Rotation | KeyRotation): string {
  const { tenant, domain, outcome, actions, error } = rotation;
  if (outcome === "declined") return `Nothing was changed on ${tenant} (${domain}).\n`;
  const rows = actions.map(({ name, rotated, version, secretsOf }) => [
    rotated ? paint("green", "✓") : paint("red", "✗"),
    name,
    version === undefined ? "runs nothing" : `version ${version}`,
    secretsOf === undefined ? "no secrets" : `secrets of ${minuteOf(secretsOf)}`,
    rotated ? "new" : "still the old ones",
  ]);
  const lines = table(rows).map((line) => `  ${line}`);
  if (outcome === "rotated") {
    const next = "Twilio accepted them before, and accepts them now. The old ones can be revoked in Twilio's console.";
    const sent = lines.length > 0 ? [`The new secrets are in use on ${tenant} (${domain}):`, ...lines, next, ""] : [""];
    return sent.join("\n").trimStart() + ("publicKey" in rotation ? describeNewKey(tenant, rotation.publicKey) : "");
  }
  return [
    `The rotation of ${tenant} (${domain}) is not complete. What runs now, according to Auth0:`,
    ...lines,
    ...(error === undefined ? [] : ["", error]),
    "",
    `Do not revoke the old secrets yet. Once the cause is fixed, run it again: npm run rotate -- ${tenant}`,
    "",
  ].join("\n");
}
