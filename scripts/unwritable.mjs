const reasons = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
};

/** What to tell about a file that could not be written, or a folder of another user's; `undefined` for every other error. */
export function unwritable(error) {
  const reason = reasons[error?.code];
  if (
    ["EACCES", "EPERM"].includes(error?.code) &&
    /^(scandir|l?stat|access|mkdtemp|chmod|copyfile)/.test(error.syscall)
  ) {
    return `${error.path} can't be used: it belongs to another user of this machine.\nRemove it as that user, or work in a clone of your own.`;
  }
  if (reason === undefined || error.path === undefined || !/^(open|mkdir|rename|unlink|write)/.test(error.syscall)) {
    return undefined;
  }
  return `${error.path} can't be written: ${reason}.\nFix that, or work in a clone somewhere else.`;
}
