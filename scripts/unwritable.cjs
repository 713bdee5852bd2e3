// CommonJS, so that the verbs can take it in too: Jest requires what they import.
const { tmpdir } = require("node:os");

/** @type {Record<string, string | undefined>} */
const reasons = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
};

/**
 * What to tell about a file that could not be written, or a folder of another user's; `undefined` for every other error.
 * @param {unknown} thrown
 * @returns {string | undefined}
 */
exports.unwritable = function unwritable(thrown) {
  const { code = "", path, syscall = "" } = /** @type {NodeJS.ErrnoException} */ (thrown ?? {});
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(path);
  const reason = reasons[code];
  if (["EACCES", "EPERM"].includes(code) && /^(scandir|l?stat|access|mkdtemp|chmod|copyfile)/.test(syscall)) {
    return `${path} can't be used: it belongs to another user of this machine.\nRemove it as that user, or work in a clone of your own.`;
  }
  if (reason === undefined || path === undefined || !/^(open|mkdir|rename|unlink|write)/.test(syscall)) {
    return undefined;
  }
  return `${path} can't be written: ${reason}.\nFix that, or work in a clone somewhere else.`;
};

/** @param {string | undefined} path absent where a file was open already */
function diskFull(path) {
  const where = path === undefined ? `, where the repository or ${tmpdir()} is` : "";
  return `${path ?? "A file"} can't be written: the disk is full.\nMake room${where}, then run this again.`;
}
