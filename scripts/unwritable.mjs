const reasons = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
};

/** What to tell about a file that could not be written; `undefined` for every other error. */
export function unwritable(error) {
  const reason = reasons[error?.code];
  if (reason === undefined || error.path === undefined || !/^(open|mkdir|rename|unlink|write)/.test(error.syscall)) {
    return undefined;
  }
  return `${error.path} can't be written: ${reason}.\nMend that, or work in a clone somewhere else.`;
}
