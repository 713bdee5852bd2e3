import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { whateverHappens, withScratch } from "../../ops/support/scratch";
import { exitInTheMiddle } from "./support/exit-in-the-middle";

test("a scratch folder is this user's alone, and gone with what is in it when the work ends", async () => {
  const folder = await withScratch("test", async (folder) => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    writeFileSync(join(folder, "plan"), "");
    return folder;
  });
  expect(existsSync(folder)).toBe(false);
});

test("a scratch folder is gone when the work fails", async () => {
  let folder = "";
  const failing = withScratch("test", async (given) => {
    folder = given;
    throw new Error("no plan");
  });
  await expect(failing).rejects.toThrow("no plan");
  expect(existsSync(folder)).toBe(false);
});

test("a scratch folder is gone when the process exits in the middle of the work", async () => {
  const exit = exitInTheMiddle();
  let end = () => {};
  let folder = "";
  const working = withScratch("test", async (given) => {
    folder = given;
    await new Promise<void>((resolve) => {
      end = resolve;
    });
  });
  exit();
  expect(existsSync(folder)).toBe(false);
  end();
  await working;
});

test("cleaning up is done once, and leaves no listener behind", async () => {
  const before = process.listenerCount("exit");
  const cleanUp = jest.fn();
  await whateverHappens(async () => undefined, cleanUp);
  expect(cleanUp).toHaveBeenCalledTimes(1);
  expect(process.listenerCount("exit")).toBe(before);
});
