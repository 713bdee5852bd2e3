import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActionInstances, validateAction } from "../../src/pipeline";
import { action, login, pipeline, printed, source } from "./support";

const twilioVersion = require("twilio/package.json").version as string;

describe("loading an Action", () => {
  const end = async (code: string) => pipeline([source("a", code)]).run();

  it("runs a CommonJS module that exports a native async handler", async () => {
    expect(await end("module.exports = { async onExecutePostLogin() {} }")).toEqual({ status: "completed" });
  });

  it("refuses a handler that is not a native async function, with the platform's sentence", async () => {
    expect(await end("exports.onExecutePostLogin = (event, api) => Promise.resolve()")).toEqual({
      status: "ended",
      error: "access_denied",
      description:
        'Invalid function signature for the "onExecutePostLogin" handler. ' +
        'Use "exports.onExecutePostLogin = async function(event, api) { }" as the signature.',
    });
  });

  it.each(["", "exports.onContinuePostLogin = async () => {}"])(
    "refuses a module without the handler: %s",
    async (code) => {
      expect(await end(code)).toMatchObject({ description: expect.stringMatching(/^Invalid function signature/) });
    },
  );

  it("refuses a module that exports no object", async () => {
    const description = "The Action must export an object.";
    expect(await end("module.exports = async () => {}")).toMatchObject({ description });
  });

  it("refuses a handler of another trigger", async () => {
    const code = "exports.onExecutePostLogin = async () => {}; exports.onExecutePreUserRegistration = async () => {};";
    expect(await end(code)).toMatchObject({
      description: expect.stringMatching(
        /^The Action can only be called with valid methods\..*onExecutePreUserRegistration/,
      ),
    });
  });

  it("leaves an exported helper alone", async () => {
    const code = "exports.onExecutePostLogin = async () => {}; exports.helper = () => 1;";
    expect(await end(code)).toEqual({ status: "completed" });
  });

  it("names code that does not parse or is too long", () => {
    expect(validateAction("exports.onExecutePostLogin = async () => {")).toEqual([
      expect.stringMatching(/^SyntaxError: /),
    ]);
    expect(validateAction("import fs from 'node:fs'")).toEqual([expect.stringMatching(/^SyntaxError: /)]);
    expect(validateAction(`// ${"x".repeat(100_000)}`)).toEqual([expect.stringContaining("100003 bytes")]);
    expect(validateAction("exports.onExecutePostLogin = async () => {}")).toEqual([]);
  });
});

describe("module state", () => {
  const counter = source(
    "counter",
    "let n = 0; console.log('loaded'); exports.onExecutePostLogin = async () => { console.log(String(++n)) }",
  );
  const run = async (instances: ActionInstances, deployed = counter) => {
    const execution = pipeline([deployed], login(), { instances });
    await execution.run();
    return printed(execution);
  };

  it("survives between logins and is lost by recycling", async () => {
    const instances = new ActionInstances();
    expect(await run(instances)).toEqual(["loaded", "1"]);
    expect(await run(instances)).toEqual(["2"]);
    instances.recycle();
    expect(await run(instances)).toEqual(["loaded", "1"]);
  });

  it("belongs to one version of the Action", async () => {
    const instances = new ActionInstances();
    await run(instances);
    expect(await run(instances, { ...counter, versionId: "2" })).toEqual(["loaded", "1"]);
  });

  it("is not reached before the first login", async () => {
    const asked: string[] = [];
    const instances = new ActionInstances({ resolveDependency: (name) => void asked.push(name) });
    const dependencies = [{ name: "dep", version: "1.0.0" }];
    const loading = source("a", "require('dep')", { dependencies });
    instances.get(loading);
    expect(asked).toEqual([]);
    await run(instances, loading);
    expect(asked).toEqual(["dep"]);
  });

  it("keeps what the top level threw and throws it at each login", async () => {
    const instances = new ActionInstances();
    const broken = source("broken", "throw new Error('no ' + process.hrtime.bigint())");
    const first = await pipeline([broken], login(), { instances }).run();
    expect(first).toMatchObject({ error: "access_denied", description: expect.stringMatching(/^no \d+$/) });
    expect(await pipeline([broken], login(), { instances }).run()).toEqual(first);
  });
});

describe("require", () => {
  const requiring = (request: string, dependencies: { name: string; version: string }[] = []) =>
    action("a", `console.log(typeof require(${JSON.stringify(request)}))`, { dependencies });
  const outcome = async (
    request: string,
    dependencies: { name: string; version: string }[] = [],
    instances = new ActionInstances(),
  ) => {
    const execution = pipeline([requiring(request, dependencies)], login(), { instances });
    const step = await execution.run();
    return step.status === "ended" ? step.description : printed(execution).join();
  };

  it.each(["crypto", "node:https"])("gives node's own %s", async (name) => {
    expect(await outcome(name)).toBe("object");
  });

  it("gives a declared package and its subpaths", async () => {
    const declared = [{ name: "twilio", version: twilioVersion }];
    expect(await outcome("twilio/lib/base/RestException", declared)).toBe("object");
    expect(await outcome("twilio/lib/nothing", declared)).toContain("Cannot find module");
  });

  it.each(["twilio", "./helper", "/absolute/path", "actions:shared"])(
    "refuses %s when it is not declared",
    async (name) => {
      const body = `try { require(${JSON.stringify(name)}) } catch (error) { console.log(error.code + " " + error.message) }`;
      const execution = pipeline([action("a", body)]);
      await execution.run();
      expect(printed(execution)).toEqual([`MODULE_NOT_FOUND Cannot find module '${name}'`]);
    },
  );

  it("says which version is installed when another one is declared", async () => {
    const declared = [{ name: "twilio", version: "0.0.1" }];
    expect(await outcome("twilio", declared)).toContain(
      `declares twilio@0.0.1, the local tenant has twilio@${twilioVersion}`,
    );
    expect(new ActionInstances().checkDependencies(declared)).toEqual([expect.stringContaining("twilio@0.0.1")]);
  });

  it("says that a declared package is not installed", async () => {
    const declared = [{ name: "twilio", version: twilioVersion }];
    const instances = new ActionInstances({ resolveDependency: () => undefined });
    expect(await outcome("twilio", declared, instances)).toMatch(/^Cannot find module 'twilio': .*none is installed/);
    expect(new ActionInstances().checkDependencies(declared)).toEqual([]);
  });

  it("takes packages from where it is told", async () => {
    const root = mkdtempSync(join(tmpdir(), "pipeline-"));
    try {
      mkdirSync(join(root, "lib"));
      writeFileSync(
        join(root, "package.json"),
        JSON.stringify({ name: "@own/pkg", version: "1.2.3", main: "lib/main.js" }),
      );
      writeFileSync(join(root, "lib", "main.js"), "module.exports = () => 1;");
      writeFileSync(join(root, "lib", "text.js"), "module.exports = 'text';");
      const instances = new ActionInstances({ resolveDependency: () => root });
      const declared = [{ name: "@own/pkg", version: "1.2.3" }];
      expect(await outcome("@own/pkg", declared, instances)).toBe("function");
      expect(await outcome("@own/pkg/lib/text", declared, new ActionInstances({ resolveDependency: () => root }))).toBe(
        "string",
      );
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
