import { Agent } from "node:https";
import { Turns } from "./turns";

/** Requests, and so connections, at once in an instance. Measured: docs/decisions/0012-a-burst-in-one-instance.md. */
export const MAX_CONNECTIONS = 64;

/**
 * The agent's own queue keeps requests that were given up, and opens connections for them. Here they leave at once; the
 * agent's bound only covers the moment in which a connection passes from one request to the next.
 */
export const turns = new Turns(MAX_CONNECTIONS);

/** How long an idle connection is trusted, in ms: an instance may have been frozen since, and its sockets be dead. */
const MAX_IDLE_MS = 5_000;

const kept = new Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS });
const idleSince = new WeakMap<object, number>();
kept.on("free", (socket: object) => idleSince.set(socket, Date.now()));

/** The agent for a request: of the kept connections, or `false` for a new one that is closed after it. */
export function connectionFor(connection: "kept" | "new"): Agent | false {
  // A new one in the place of those that are idle: whoever asks for it does not trust them.
  dropIdle(connection === "kept" ? Date.now() - MAX_IDLE_MS : Number.POSITIVE_INFINITY);
  return connection === "kept" && kept;
}

/** Leaves connections in use alone: they carry other logins' reports. */
function dropIdle(trustedSince: number): void {
  for (const sockets of Object.values(kept.freeSockets)) {
    for (const socket of sockets ?? []) if ((idleSince.get(socket) ?? 0) < trustedSince) socket.destroy();
  }
}
