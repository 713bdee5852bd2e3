/** What a set-up can't go on for, in a sentence for the user. */
export class SetupError extends Error {}

/** A script of ours failed because a file was missing that an installation or an earlier script had made. */
export class FilesGone extends SetupError {}

/**
 * @param {string} what
 * @param {string} fix
 * @returns {never}
 */
export function fail(what, fix) {
  throw new SetupError(`${what}\n${fix}`);
}
