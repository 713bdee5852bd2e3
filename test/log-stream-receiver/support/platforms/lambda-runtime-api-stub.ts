import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

interface Invocation {
  id: string;
  event: unknown;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** A stub of ours of Lambda's Runtime API, for one function: not Lambda itself, which nothing runs on a developer's machine. */
export interface RuntimeApiStub {
  /** `host:port`, as `AWS_LAMBDA_RUNTIME_API` has it. */
  address: string;
  /** The function's answer. @throws Error with the function's own, or when `abandon` ends it. */
  invoke(event: unknown): Promise<unknown>;
  /** What Lambda does when the function's process has died: the invocation failed. */
  abandon(): void;
  close(): void;
}

export async function runtimeApiStub(): Promise<RuntimeApiStub> {
  const waiting: Invocation[] = [];
  const underWay = new Map<string, Invocation>();
  const polls: ServerResponse[] = [];

  const hand = () => {
    while (polls.length > 0 && waiting.length > 0) {
      const [poll, invocation] = [polls.shift() as ServerResponse, waiting.shift() as Invocation];
      if (poll.destroyed) {
        waiting.unshift(invocation);
        continue;
      }
      underWay.set(invocation.id, invocation);
      poll.writeHead(200, { "lambda-runtime-aws-request-id": invocation.id });
      poll.end(JSON.stringify(invocation.event));
    }
  };
  const server = createServer(async (request, response) => {
    const [, id = "", what] =
      /^\/2018-06-01\/runtime\/invocation\/([^/]+)(?:\/(response|error))?$/.exec(request.url ?? "") ?? [];
    if (id === "next") {
      polls.push(response);
      return hand();
    }
    const invocation = underWay.get(id);
    const body = JSON.parse((await buffer(request)).toString() || "null");
    underWay.delete(id);
    if (what === "response") invocation?.resolve(body);
    else invocation?.reject(new Error(body.errorMessage));
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    invoke: (event) =>
      new Promise((resolve, reject) => {
        waiting.push({ id: randomUUID(), event, resolve, reject });
        hand();
      }),
    abandon() {
      for (const { reject } of underWay.values()) reject(new Error("Runtime exited"));
      underWay.clear();
      for (const poll of polls.splice(0)) poll.destroy();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
