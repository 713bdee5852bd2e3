/** @type {Record<string, string | undefined>} */
const reasons = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
};

/**
 * What to tell about a file that could not be written, or a folder of another user's; `undefined` for every other error.
 * @param {unknown} thrown
 * @returns {string | undefined}
 */
export function unwritable(thrown) {
  const { code = "", path, syscall = "" } = /** @type {NodeJS.ErrnoException} */ (thrown ?? {});
  const reason = reasons[code];
  if (["EACCES", "EPERM"].includes(code) && /^(scandir|l?stat|access|mkdtemp|chmod|copyfile)/.test(syscall)) {
    return `${path} can't be used: it belongs to another user of this machine.\nRemove it as that user, or work in a clone of your own.`;
  }
  if (reason === undefined || path === undefined || !/^(open|mkdir|rename|unlink|write)/.test(syscall)) {
    return undefined;
  }
  return `${path} can't be written: ${reason}.\nFix that, or work in a clone somewhere else.`;
}
