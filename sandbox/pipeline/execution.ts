import type { ActionInstances } from "./instances";
import type { FactorType, PipelineOptions, PipelineStep, TimelineEntry } from "./types";

/** One login's walk through the post-login Actions. */
export class PipelineExecution {
  readonly timeline: TimelineEntry[] = [];

  constructor(readonly options: PipelineOptions & { instances: ActionInstances }) {}

  /** Runs Actions until one pauses the login, ends it, or all are done. Throws when called a second time. */
  async run(): Promise<PipelineStep> {
    throw new Error("not ready");
  }

  /** Goes on after a pause, with the factor that the person used. Throws when the pipeline is not paused. */
  async resume(_answer: { factor: FactorType }): Promise<PipelineStep> {
    throw new Error("not ready");
  }
}
