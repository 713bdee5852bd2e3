import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvFile } from "../../ops/support/env-file";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "env-file-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pem = ["-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "-----END PRIVATE KEY-----"];

function read(content: string | Buffer, mode = 0o600) {
  const file = join(folder, ".env.dev");
  writeFileSync(file, content);
  chmodSync(file, mode);
  return readEnvFile("dev", folder);
}

it("has no variables where there is no file", () => {
  expect(readEnvFile("dev", folder)).toEqual({});
});

it.each([
  ["a byte order mark", "\uFEFFA=1\nB=2\n", { A: "1", B: "2" }],
  ["line ends of Windows", "A=1\r\n# note\r\n\r\nB=2\r\n", { A: "1", B: "2" }],
  ["export in front", "export A=1\n", { A: "1" }],
  ["no value", "A=\n", { A: "" }],
  ["a key in double quotes over several lines", `A="${pem.join("\n")}"\nB=2\n`, { A: pem.join("\n"), B: "2" }],
  ["a key in single quotes over several lines", `A='${pem.join("\n")}'\nB=2\n`, { A: pem.join("\n"), B: "2" }],
  ["a key in double quotes with \\n", `A="${pem.join("\\n")}"\n`, { A: pem.join("\n") }],
])("reads a file with %s", (_, text, variables) => {
  expect(read(text)).toEqual(variables);
});

it.each([
  ["UTF-16", Buffer.from("\uFEFFA=1\n", "utf16le"), /it is UTF-16\.\nSave it as UTF-8/],
  ["bytes that are no text", Buffer.from([0x41, 0x3d, 0, 1]), /it is not a text file/],
  ["a line that is neither", "A=1\nTWILIO_AUTH_TOKEN: abc\n", /line 2 is neither NAME=value nor a comment/],
  ["a name that begins with a digit", "1A=x\n", /line 1 is neither/],
  ["an unquoted key", `A=${pem.join("\n")}\n`, /value that begins at line 1 has several lines and no quotes/],
  ["an unquoted key with \\n", `B=1\nA=${pem.join("\\n")}\n`, /line 2 holds a key.*only in double quotes/],
  ["a key in single quotes with \\n", `A='${pem.join("\\n")}'\n`, /line 1 holds a key.*only in double quotes/],
  ["a quote that never ends", 'A="1\nB=2\n', /line 1 begins a quoted value that never ends/],
])("refuses %s and says where", (_, content, message) => {
  expect(() => read(content)).toThrow(expect.objectContaining({ isUserError: true, exitCode: 3 }));
  expect(() => read(content)).toThrow(message);
});

it("never shows what stands in the file", () => {
  for (const text of ["secret-value\n", `A=${pem.join("\n")}\n`, "A='secret-value\n"]) {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/secret-value|MIIE/) }),
    );
  }
});

it.each([0o644, 0o640, 0o604])("refuses a file of mode %o, which others can read", (mode) => {
  expect(() => read("A=1\n", mode)).toThrow(/other users of this machine can read it\.\nRun: chmod 600 .*\.env\.dev$/);
});
