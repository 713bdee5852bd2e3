import { join } from "node:path";
import { repoRoot } from "../../../../stacks/repo-root";

/** Where the platforms are installed that the adapters are tested on: by `npm run test:all`, or scripts/runners.mjs. */
export const runnersFolder = join(repoRoot, "packages", "log-stream-receiver", "runners");
