import type { Promotion, StartedVerb } from "./promotion";

const LIMIT_MS = 60_000;

/** Starts a deploy whose builds end with {@link endBuilds}, and comes back when it has begun to change the tenant. */
export async function deployThatHangs(
  promotion: Promotion,
  name: string,
  env: Record<string, string> = {},
): Promise<StartedVerb> {
  const { actions } = promotion.server(name).tenant;
  actions.build.ms = 3_600_000;
  const started = promotion.start("deploy", name, ["--yes"], env);
  try {
    await until(() => actions.list().some((action) => actions.status(action) !== "built"));
    return started;
  } catch (error) {
    started.process.kill("SIGTERM");
    throw error;
  }
}

/** Ends the builds that hang, and lets the next ones go at once. */
export function endBuilds(promotion: Promotion, name: string): void {
  const { actions } = promotion.server(name).tenant;
  actions.build.ms = 0;
  actions.finishBuilds();
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + LIMIT_MS; !holds(); ) {
    if (Date.now() > end) throw new Error("The deploy changed nothing within a minute.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
