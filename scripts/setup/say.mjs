/** @param {string} what is being done, for the user to know what they wait for */
export function say(what) {
  process.stderr.write(`setup: ${what} …\n`);
}
