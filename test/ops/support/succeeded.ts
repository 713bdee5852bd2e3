import { refuseSecrets } from "./ended-with";
import type { JobRun } from "./workflow-run";

/** The same, when the job succeeded and gave no secret away. Throws with what its steps printed. */
export function succeeded(job: JobRun): JobRun {
  refuseSecrets(job.log + job.summary);
  if (job.conclusion !== "success") throw new Error(`${job.conclusion} at ${job.failedAt}\n${job.log}`);
  return job;
}
