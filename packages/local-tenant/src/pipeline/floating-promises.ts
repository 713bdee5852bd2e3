import { currentExecution } from "./console-capture";

let watching = false;

/**
 * Keeps a rejected promise that an Action did not await from ending the process: the execution that it belongs to is
 * notified instead. Rejections of other code end the process as usual.
 */
export function watchFloatingPromises(): void {
  if (watching) return;
  watching = true;
  process.on("unhandledRejection", (reason) => {
    const execution = currentExecution.getStore();
    if (execution) execution.floating(reason);
    else if (process.listenerCount("unhandledRejection") === 1) throw reason;
  });
}
