/** Runs an Action's code with these settings, which a synth compiles in as one global. One run at a time. */
export async function withSettings<Result>(settings: object, run: () => Promise<Result>): Promise<Result> {
  Object.assign(globalThis, { settings });
  try {
    return await run();
  } finally {
    Reflect.deleteProperty(globalThis, "settings");
  }
}
