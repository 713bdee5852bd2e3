import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Watching, watchSources } from "../../../start/dev/watch-sources";

let root: string;
let watching: Watching;
/** Files that were told together, batch by batch. */
let told: string[][];

beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "watch-sources-")));
  for (const file of ["actions/a.ts", "actions/lib/b.ts", "stacks/s.ts", "main.ts", "tenants.ts"]) write(file);
  told = [];
  watching = await watch(Date.now() + 60_000);
});
afterEach(async () => {
  await watching.close();
  rmSync(root, { recursive: true, force: true });
});

const watch = (since: number) => watchSources(root, since, (files) => void told.push([...files].sort()), fail);

const fail = (error: Error) => {
  throw error;
};

function write(file: string, text = String(Math.random())): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** As editors save that must not leave half a file: another file takes the place of the old one. */
function replace(file: string): void {
  write(`${file}.tmp123`);
  renameSync(join(root, `${file}.tmp123`), join(root, file));
}

/** Waits until these files were told, and gives all that were since the last time. */
async function toldOf(...files: string[]): Promise<string[]> {
  while (!files.every((file) => told.flat().includes(file))) await new Promise((resolve) => setTimeout(resolve, 5));
  // What else belongs to it would come now.
  await new Promise((resolve) => setTimeout(resolve, 60));
  return [...new Set(told.splice(0).flat())].sort();
}

test.each(["actions/a.ts", "actions/lib/b.ts", "stacks/s.ts", "main.ts", "tenants.ts"])(
  "a save of %s is told, time after time, in place and by replacing the file",
  async (file) => {
    for (const save of [write, replace, replace, write, replace]) {
      save(file);
      expect(await toldOf(file)).toEqual([file]);
    }
  },
);

test("files that are saved at once are all told", async () => {
  const files = ["actions/a.ts", "actions/lib/b.ts", "tenants.ts"];
  for (const file of files) replace(file);
  expect(await toldOf(...files)).toEqual(files);
});

test("new, moved and deleted files are told", async () => {
  write("actions/new/c.ts");
  expect(await toldOf("actions/new/c.ts")).toEqual(["actions/new/c.ts"]);
  renameSync(join(root, "actions/new/c.ts"), join(root, "actions/new/d.ts"));
  expect(await toldOf("actions/new/c.ts", "actions/new/d.ts")).toHaveLength(2);
  rmSync(join(root, "actions/a.ts"));
  expect(await toldOf("actions/a.ts")).toEqual(["actions/a.ts"]);
});

test("a folder that is removed and made again is still watched", async () => {
  const files = ["actions/a.ts", "actions/lib/b.ts"];
  rmSync(join(root, "actions"), { recursive: true });
  expect(await toldOf(...files)).toEqual(files);
  for (const save of [write, write, replace]) {
    for (const file of files) save(file);
    expect(await toldOf(...files)).toEqual(files);
  }
});

test("what editors keep beside a file, and files that no synth reads, are not told", async () => {
  for (const file of ["actions/.a.ts.swp", "actions/a.ts~", "actions/.#a.ts", "actions/4913", "README.md"]) write(file);
  write("node_modules/some/index.ts");
  write("actions/a.ts");
  expect(await toldOf("actions/a.ts")).toEqual(["actions/a.ts"]);
});

test("what was saved between the synth and the watching is told", async () => {
  await watching.close();
  const since = Date.now() - 10_000;
  for (const file of ["actions/a.ts", "actions/lib/b.ts", "stacks/s.ts", "main.ts"]) {
    utimesSync(join(root, file), new Date(since - 5_000), new Date(since - 5_000));
  }
  write("tenants.ts");
  watching = await watch(since);
  expect(await toldOf("tenants.ts")).toEqual(["tenants.ts"]);
});
