import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startServer } from "../packages/local-tenant/src/server";
import { freePorts } from "../packages/local-tenant/test/support/free-ports";
import { repoRoot } from "../stacks/repo-root";
import { loadStack } from "../start/load-stack";
import { copyOfRepository } from "../test/stacks/support/copy-of-repository";
import { runNode } from "./child";
import type { Figure } from "./figure";
import { inTurn, median, timed } from "./pairs";

const ROUNDS = 7;
const GOAL_MS = 300;

/** From a save until `npm run dev` says that it is live, on a copy of the repository. */
export async function saveToLive(): Promise<Figure[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "save-to-live-")));
  const copy = copyOfRepository(join(folder, "copy"));
  cpSync(join(repoRoot, "tsconfig.json"), join(copy, "tsconfig.json"));
  const dev = await startDev(copy);
  const output = join(folder, "cdktf.out");
  const server = await startServer({ ports: { management: 0, verify: 0 }, dir: join(folder, "authority") });
  const synth = () => runNode([join(copy, "scripts", "run.mjs"), join(copy, "main.ts")], { CDKTF_OUTDIR: output });
  try {
    const action = await inTurn(
      ROUNDS,
      () => dev.save("actions/mfa-challenge.ts", (text) => text),
      () =>
        timed(async () => {
          await synth();
          loadStack(server, output, "sandbox");
        }),
    );
    const stacks = await inTurn(
      ROUNDS,
      () => dev.save("tenants.ts", (text) => text.replace(/(afterPhoneCode: ")([\w-]+)/, otherAfterPhone)),
      () => timed(synth),
    );
    const added = median(stacks.ours.map((ms, round) => ms - stacks.theirs[round]!));
    return [
      {
        what: "save to live, an Action",
        ours: `${median(action.ours).toFixed(0)} ms`,
        otherwise: `npm run synth and a load: ${median(action.theirs).toFixed(0)} ms`,
        ratio: action.ratio,
        goal: `≤ ${GOAL_MS} ms`,
        met: median(action.ours) <= GOAL_MS,
      },
      {
        what: "save to live, stacks and tenants",
        ours: `${median(stacks.ours).toFixed(0)} ms`,
        otherwise: `the synth alone: ${median(stacks.theirs).toFixed(0)} ms`,
        ratio: stacks.ratio,
        goal: `≤ synth + ${GOAL_MS} ms`,
        met: added <= GOAL_MS,
      },
    ];
  } finally {
    await Promise.all([dev.stop(), server.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function otherAfterPhone(_setting: string, before: string, value: string): string {
  return before + (value === "phone" ? "other-factors" : "phone");
}

interface Dev {
  /** Milliseconds until what is saved is live. Resolves when its types have been checked, too. */
  save(file: string, change: (text: string) => string): Promise<number>;
  stop(): Promise<void>;
}

/** Runs `npm run dev` in `root` until it watches. */
async function startDev(root: string): Promise<Dev> {
  const args = ["scripts/start.mjs", "--watch", "--port", String(await freePorts())];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const lines = new EventEmitter();
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on("line", (line) => lines.emit("line", line));
  const printed = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const ended = () => reject(new Error("npm run dev ended."));
      const look = (line: string) => {
        if (!line.includes(text)) return;
        lines.off("line", look);
        child.off("exit", ended);
        resolve();
      };
      lines.on("line", look);
      child.once("exit", ended);
    });
  await printed("goes live.");
  let round = 0;
  return {
    async save(file, change) {
      const path = join(root, file);
      round += 1;
      // A type error in every other round: it is printed when it comes and when it goes, so the end of each check shows. What is
      // compared to must not share the machine with the compiler.
      const line = `export const round: number = ${round % 2 === 1 ? `"${round}"` : round};\n`;
      const text = change(readFileSync(path, "utf8")).replace(/(export const round.*\n)?$/, line);
      const [live, checked] = [printed("live in"), printed("ype errors")];
      const ms = await timed(async () => {
        writeFileSync(path, text);
        await live;
      });
      await checked;
      return ms;
    },
    stop: () => stopped(child),
  };
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
