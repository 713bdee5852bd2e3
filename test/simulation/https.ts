import { AsyncLocalStorage } from "node:async_hooks";
import type { ClientRequest, IncomingMessage } from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import type { VirtualClock } from "./clock";
import { connect } from "./connection";
import { RUN_HEADER } from "./http-server";

/** One run of an Action, with all that it says on the console. */
export interface Run {
  id: number;
  lines: string[];
}

/** The run to which what is being executed belongs. */
export const currentRun = new AsyncLocalStorage<Run>();

type OnResponse = (response: IncomingMessage) => void;

/** What an Action gets for `node:https`: Node's own, over connections that `accept` serves in this process. */
export function virtualHttps(clock: VirtualClock, accept: (socket: Duplex) => void, connectMs: () => number) {
  class Agent extends https.Agent {
    override createConnection(): Duplex {
      const { client, server } = connect(clock, connectMs());
      accept(server);
      return client;
    }
  }
  return marked({ Agent, globalAgent: new Agent({ keepAlive: true }) }, {});
}

/** What an Action gets for `node:https` in a run over real connections: Node's own, which trusts `ca` too. */
export function realHttps(ca: string) {
  return marked({ Agent: https.Agent, globalAgent: https.globalAgent }, { ca });
}

function marked(agents: { Agent: typeof https.Agent; globalAgent: https.Agent }, extra: https.RequestOptions) {
  const request = (target: string | URL, options: https.RequestOptions, onResponse?: OnResponse): ClientRequest => {
    const { agent = agents.globalAgent, headers } = options;
    return https.request(
      target,
      {
        ...options,
        ...extra,
        agent: agent === false ? new agents.Agent() : agent,
        headers: { ...headers, [RUN_HEADER]: currentRun.getStore()?.id } as https.RequestOptions["headers"],
      },
      onResponse,
    );
  };
  return {
    ...https,
    ...agents,
    request,
    get: () => {
      throw new Error("https.get is not simulated");
    },
  };
}
