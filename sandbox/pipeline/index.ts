export { TriggerCache } from "./cache";
export type { ConsoleLine } from "./console-capture";
export { PipelineExecution } from "./execution";
export { ActionInstances, type InstanceOptions } from "./instances";
export { limits } from "./limits";
export { validateAction } from "./load";
export { type PhoneRun, runPhoneProvider } from "./phone-provider";
export { installedVersion, type ResolveDependency } from "./require";
export * from "./types";
