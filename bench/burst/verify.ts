import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../stacks/repo-root";

/** A Verify in a process of its own, which answers each update in 0 to 100 ms. */
export async function startVerify(
  leaf: { key: string; certificate: string },
  folder: string,
): Promise<{ origin: string; stop(): void }> {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  writeFileSync(key, leaf.key, { mode: 0o600 });
  writeFileSync(certificate, leaf.certificate);
  const program = join(repoRoot, "bench", "burst", "verify.cjs");
  const child = spawn(process.execPath, [program, key, certificate], { stdio: ["pipe", "pipe", "inherit"] });
  const [port] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  return { origin: `https://localhost:${port.trim()}`, stop: () => void child.kill() };
}
