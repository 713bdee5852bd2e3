import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repoRoot } from "../../../stacks/repo-root";
import { readWorkflows, type Step, stepsOfAction } from "./workflow-files";

type Values = Record<string, string>;

/** What is set in GitHub for one environment. */
export interface Environment {
  vars?: Values;
  secrets?: Values;
}

export interface RepositorySettings {
  /** The text of `tenants.ts`. */
  tenants: string;
  /** By name. */
  environments: Record<string, Environment>;
  /** For every step, as a runner's image has it. */
  machine: Values;
  /** For every step, what GitHub sets. */
  github: Values;
  /** What `github.…` is in expressions, by the path after the dot. */
  context?: Values;
  /** What was typed in for a run that a person starts. */
  inputs?: Values;
  /** Folders of artifacts of other runs, by the run's id. */
  runs?: Values;
}

/** How a job ended. */
export interface JobRun {
  conclusion: "success" | "failure" | "skipped";
  /** The `run:` of the step that failed. */
  failedAt?: string;
  outputs: Values;
  /** What its steps printed, on both streams. */
  log: string;
  /** The Markdown on its page. */
  summary: string;
}

/** One run of a workflow: its jobs see each other's outputs and artifacts. */
export interface WorkflowRun {
  /** Folders, by the name that they were uploaded under. */
  artifacts: string;
  /** Every byte that the run has uploaded. */
  uploaded(): string;
  /** Runs one job, again when it ran before. `onStart` is told each process that a `run:` starts. */
  job(id: string, matrix?: Values, onStart?: (run: string, process: ChildProcess) => void): Promise<JobRun>;
  stop(): void;
}

/** A step whose condition begins so is taken even after another has failed. */
const ALWAYS = "always() && ";

/**
 * Plays a runner: takes the jobs of a workflow of this repository step by step, each job on a fresh checkout. Of other
 * people's actions it knows what passes files between jobs; those that install something count as done.
 */
export function startRun(file: string, settings: RepositorySettings): WorkflowRun {
  const workflow = readWorkflows().find((found) => found.file === file)!;
  const folder = mkdtempSync(join(tmpdir(), "run-"));
  const artifacts = join(folder, "artifacts");
  const ended: Record<string, JobRun> = {};
  const running = new Set<ChildProcess>();

  return {
    artifacts,
    uploaded() {
      const files = readdirSync(artifacts, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1")).join("\n");
    },
    stop() {
      for (const { pid } of running) process.kill(-pid!, "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
    async job(id, matrix = {}, onStart = () => {}) {
      const job = workflow.jobs[id]!;
      const values: Values = {
        ...prefixed("matrix", matrix),
        ...prefixed("github", settings.context ?? {}),
        ...prefixed("inputs", settings.inputs ?? {}),
      };
      for (const [name, { outputs }] of Object.entries(ended))
        Object.assign(values, prefixed(`needs.${name}.outputs`, outputs));
      const run: JobRun = { conclusion: "success", outputs: {}, log: "", summary: "" };
      ended[id] = run;
      const unmet = [job.needs ?? []].flat().filter((needed) => ended[needed]?.conclusion !== "success");
      if (unmet.length > 0 || !holds(job.if, values)) return Object.assign(run, { conclusion: "skipped" });
      const environment = settings.environments[filled(job.environment ?? "", values)] ?? {};
      Object.assign(values, prefixed("vars", environment.vars ?? {}), prefixed("secrets", environment.secrets ?? {}));

      const workspace = mkdtempSync(join(folder, `${id}-`));
      const files = { summary: join(folder, "summary"), output: join(folder, "output") };
      writeFileSync(files.summary, "");
      for (const step of job.steps.flatMap((step) => inlined(step))) {
        const afterFailure = step.if?.startsWith(ALWAYS) ?? false;
        if ((run.failedAt !== undefined && !afterFailure) || !holds(step.if?.replace(ALWAYS, ""), values)) continue;
        writeFileSync(files.output, "");
        const failed = await take(step);
        for (const line of readFileSync(files.output, "utf8").split("\n").filter(Boolean)) {
          const [, name, value] = /^([\w-]+)=(.*)$/.exec(line)!;
          values[`steps.${step.id}.outputs.${name}`] = value!;
        }
        if (failed) Object.assign(run, { conclusion: "failure", failedAt: run.failedAt ?? step.run ?? step.uses });
      }
      run.summary = readFileSync(files.summary, "utf8");
      for (const [name, text] of Object.entries(job.outputs ?? {})) run.outputs[name] = filled(text, values);
      return run;

      /** Whether the step failed. */
      async function take(step: Step): Promise<boolean> {
        const [action] = (step.uses ?? "").split("@");
        const given = (name: string) => filled(step.with?.[name] ?? "", values);
        if (action === "actions/checkout") checkOut(workspace, settings.tenants);
        if (action === "actions/upload-artifact") {
          if (given("if-no-files-found") === "ignore" && !existsSync(join(workspace, given("path")))) return false;
          return !upload(join(workspace, given("path")), join(artifacts, given("name")), given("overwrite") === "true");
        }
        if (action === "actions/download-artifact") {
          const from = given("run-id") === "" ? artifacts : settings.runs?.[given("run-id")];
          return from === undefined || !download(from, given("name"), given("pattern"), join(workspace, given("path")));
        }
        if (step.run === undefined) return false;
        const own = Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text, values)]);
        const github = { ...settings.github, GITHUB_STEP_SUMMARY: files.summary, GITHUB_OUTPUT: files.output };
        const env = { ...settings.machine, CI: "true", GITHUB_ACTIONS: "true", ...github, ...Object.fromEntries(own) };
        return (await shell(step, workspace, env)) !== 0;
      }

      function shell(step: Step, cwd: string, env: Values): Promise<number | null> {
        const script = join(folder, "script.sh");
        writeFileSync(script, filled(step.run!, values));
        // A step that names its shell gets GitHub's stricter options.
        const options = step.shell === "bash" ? ["--noprofile", "--norc", "-eo", "pipefail"] : ["-e"];
        // Without a terminal, as a runner is.
        const stdio = ["ignore", "pipe", "pipe"] as const;
        const child = spawn("bash", [...options, script], { cwd, env, stdio: [...stdio], detached: true });
        running.add(child);
        child.on("close", () => running.delete(child));
        for (const stream of [child.stdout, child.stderr]) {
          stream.setEncoding("utf8").on("data", (text) => {
            run.log += text;
          });
        }
        onStart(step.run!, child);
        return new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
      }
    },
  };
}

/** The steps of an action of this repository in its place. */
function inlined(step: Step): Step[] {
  return step.uses?.startsWith("./") ? stepsOfAction(step.uses) : [step];
}

/** What git keeps, with the tenants given, and what set-up has made already. What no step reads is linked, not copied. */
function checkOut(workspace: string, tenants: string): void {
  const linked = ["node_modules", "packages", "test", "docs", "bench", ".cache/vendor", ".cache/sandbox"];
  const left = /^(cdktf\.out.*|artefact|coverage|\.git|\.cache|\.state|\.env.*)$/;
  for (const entry of readdirSync(repoRoot).filter((name) => !left.test(name) && !linked.includes(name))) {
    // With the times: what was installed must be no older than the lock.
    cpSync(join(repoRoot, entry), join(workspace, entry), { recursive: true, preserveTimestamps: true });
  }
  for (const entry of linked) {
    mkdirSync(dirname(join(workspace, entry)), { recursive: true });
    symlinkSync(join(repoRoot, entry), join(workspace, entry));
  }
  writeFileSync(join(workspace, "tenants.ts"), tenants);
}

/** As upload-artifact does by default: without hidden files, and never twice under one name. Whether it was done. */
function upload(from: string, to: string, overwrite: boolean): boolean {
  if (!existsSync(from) || (existsSync(to) && !overwrite)) return false;
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const isFile = !readdirSync(dirname(from), { withFileTypes: true }).some((entry) => {
    return entry.isDirectory() && join(dirname(from), entry.name) === from;
  });
  if (isFile) cpSync(from, join(to, from.slice(dirname(from).length + 1)));
  else cpSync(from, to, { recursive: true, filter: (path) => !/\/\.[^/]+$/.test(path.slice(from.length)) });
  return true;
}

/** By name, which must be there; or every one that a pattern `x-*` names, into one folder. Whether it was done. */
function download(artifacts: string, name: string, pattern: string, to: string): boolean {
  const uploaded = existsSync(artifacts) ? readdirSync(artifacts) : [];
  const names = name === "" ? uploaded.filter((one) => one.startsWith(pattern.replace(/\*$/, ""))) : [name];
  if (!names.every((one) => uploaded.includes(one))) return false;
  for (const one of names) cpSync(join(artifacts, one), to, { recursive: true });
  return true;
}

function prefixed(prefix: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]));
}

/** The text with each `${{ … }}` in its place; what is not set is empty. */
function filled(text: string, values: Values): string {
  return text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_all, path) => values[path] ?? "");
}

/** Comparisons that are joined by `&&`; with none, true. */
function holds(condition: string | undefined, values: Values): boolean {
  if (condition === undefined) return true;
  const side = (text: string) => /^'(.*)'$/.exec(text)?.[1] ?? values[text] ?? "";
  return condition.split(" && ").every((comparison) => {
    const [, left, operator, right] = /^(\S+) (==|!=) (\S+)$/.exec(comparison)!;
    return (side(left!) === side(right!)) === (operator === "==");
  });
}
