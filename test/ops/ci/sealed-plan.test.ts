import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sealedFor } from "../../../ops/verbs/ci/plan";
import { openSealedPlan, type SealedFor, sealPlan } from "../../../ops/verbs/ci/sealed-plan";

const KEY = "a-key-of-the-tests-that-is-long-enough";
const purpose: SealedFor = { tenant: "prod", artefact: "d1", repository: "acme/login", run: "7" };

let folder: string;
let plan: string;
let sealed: string;
let opened: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sealed-"));
  [plan, sealed, opened] = ["plan", "sealed", "opened"].map((name) => join(folder, name)) as [string, string, string];
  writeFileSync(plan, Buffer.from("PK\u0003\u0004 a plan with the code of an Action"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a sealed plan", () => {
  it("opens with the same key for the same tenant, artefact and run, to the same bytes", () => {
    sealPlan(plan, sealed, purpose, KEY);
    openSealedPlan(sealed, opened, { ...purpose }, KEY);
    expect(readFileSync(opened)).toEqual(readFileSync(plan));
    for (const file of [sealed, opened]) expect(statSync(file).mode & 0o077).toBe(0);
  });

  it("shows nothing of the plan, and is another file each time", () => {
    sealPlan(plan, sealed, purpose, KEY);
    const first = readFileSync(sealed);
    sealPlan(plan, sealed, purpose, KEY);
    expect(first.includes("code of an Action")).toBe(false);
    const second = readFileSync(sealed);
    // After the line that says what it is: the salt, the initialisation vector.
    expect(second.subarray(0, 29).toString()).toBe("auth0-verify-feedback plan 1\n");
    expect(second.subarray(29, 45)).not.toEqual(first.subarray(29, 45));
    expect(second.subarray(45, 57)).not.toEqual(first.subarray(45, 57));
  });

  it.each<[string, Partial<SealedFor>]>([
    ["another tenant", { tenant: "dev" }],
    ["another artefact", { artefact: "d2" }],
    ["no artefact", { artefact: undefined }],
    ["another repository", { repository: "mallory/login" }],
    ["another run", { run: "8" }],
  ])("does not open for %s", (_what, other) => {
    sealPlan(plan, sealed, purpose, KEY);
    expect(() => openSealedPlan(sealed, opened, { ...purpose, ...other }, KEY)).toThrow(
      /can't be opened as the plan of/,
    );
    expect(() => readFileSync(opened)).toThrow(/ENOENT/);
  });

  it("is for the tenant, the artefact, and the repository and run that the workflow says", () => {
    const caller = { GITHUB_REPOSITORY: "acme/login", GITHUB_RUN_ID: "7" };
    expect(sealedFor("prod", "d1", caller)).toEqual(purpose);
    expect(sealedFor("prod", undefined, {})).toEqual({ tenant: "prod" });
  });

  it("does not open with another key, or when any one byte of it was changed", () => {
    sealPlan(plan, sealed, purpose, KEY);
    const refused = /Nothing was changed\.\nRe-run the planning job/;
    expect(() => openSealedPlan(sealed, opened, purpose, `${KEY}!`)).toThrow(refused);
    const good = readFileSync(sealed);
    // In the first line, the salt, the initialisation vector, the tag, the body.
    for (const at of [0, 30, 46, 60, good.length - 1]) {
      const bad = Buffer.from(good);
      bad[at]! ^= 1;
      writeFileSync(sealed, bad);
      expect(() => openSealedPlan(sealed, opened, purpose, KEY)).toThrow(refused);
    }
    writeFileSync(sealed, good.subarray(0, 40));
    expect(() => openSealedPlan(sealed, opened, purpose, KEY)).toThrow(refused);
  });

  it("is neither made nor opened without a key that is hard to guess", () => {
    expect(() => sealPlan(plan, sealed, purpose, undefined)).toThrow(
      /PLAN_KEY is not set.*\nMake one .* of the environments <tenant>-seal and <tenant>,\nnot of <tenant>-plan/,
    );
    expect(() => sealPlan(plan, sealed, purpose, "")).toThrow(/PLAN_KEY is not set/);
    expect(() => sealPlan(plan, sealed, purpose, "secret")).toThrow(/shorter than 32 characters/);
    for (const key of ["a".repeat(32), "abcdefgh".repeat(5)]) {
      expect(() => sealPlan(plan, sealed, purpose, key)).toThrow(
        /repeats a few characters, so it could be guessed\.\nMake/,
      );
    }
    expect(() => openSealedPlan(sealed, opened, purpose, KEY)).toThrow(/There is no sealed plan at/);
  });

  it("is not there where a folder has its name", () => {
    mkdirSync(sealed);
    expect(() => openSealedPlan(sealed, opened, purpose, KEY)).toThrow(/There is no sealed plan at/);
  });

  it("opens from a pipe, too", () => {
    sealPlan(plan, sealed, purpose, KEY);
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const writer = spawn("cp", [sealed, pipe]);
    try {
      openSealedPlan(pipe, opened, purpose, KEY);
    } finally {
      writer.kill();
    }
    expect(readFileSync(opened)).toEqual(readFileSync(plan));
  });
});
