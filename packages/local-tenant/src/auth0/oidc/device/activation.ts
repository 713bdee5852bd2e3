import type { DeviceFlow } from "./device-flow";

/** What a user was asked to confirm, in the browser in which they were asked. */
export interface Activation {
  browser: string;
  flow: DeviceFlow;
}
