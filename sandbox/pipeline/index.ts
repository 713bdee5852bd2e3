export { PipelineExecution } from "./execution";
export { ActionInstances, type InstanceOptions } from "./instances";
export * from "./types";
