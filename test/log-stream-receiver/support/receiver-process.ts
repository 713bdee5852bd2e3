import { join } from "node:path";
import { type ListeningProcess, startListening } from "./listening-process";

/** The Node adapter as a process of its own, on a port of its own. */
export function startReceiver(
  builtFolder: string,
  queueFile: string,
  variables: Record<string, string>,
): Promise<ListeningProcess> {
  return startListening([join(builtFolder, "node.cjs")], { PORT: "0", QUEUE_FILE: queueFile, ...variables });
}
