import type { Duplex } from "node:stream";
import { reset } from "./connection";
import type { Behaviour } from "./faults";

/** What is read of a request. */
export interface HttpRequest {
  method: string;
  /** With its query; percent-encoded as it was sent. */
  path: string;
  /** The header `Authorization`. */
  authorization?: string;
  body: string;
  /** Which run of an Action sent it: the header that {@link RUN_HEADER} names. */
  run: number;
}

/** A header that the simulation adds to each request, to know whose it is. */
export const RUN_HEADER = "x-simulated-run";

export interface Server {
  /** Decides on a request, and does what it asks for. */
  take(request: HttpRequest): Behaviour & { answer: NonNullable<Behaviour["answer"]> };
  /** In ms. */
  wait(ms: number, then: () => void): void;
}

/** How long a connection may be idle before it leads nowhere any more, in ms: what a frozen instance wakes up to. */
const DEAD_AFTER_MS = 20_000;

/** Speaks HTTP/1.1 on one connection, virtual or real. */
export function serve(socket: Duplex, server: Server, now: () => number): void {
  let received = "";
  let last = now();
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => {
    if (received === "" && now() - last > DEAD_AFTER_MS) return;
    last = now();
    received += chunk.toString("latin1");
    const request = read(received);
    if (!request) return;
    received = "";
    const behaviour = server.take(request);
    server.wait(behaviour.delayMs, () => {
      last = now();
      if (!socket.destroyed) respond(socket, behaviour, server);
    });
  });
}

/** `undefined` until the whole request is there. */
function read(text: string): HttpRequest | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  const chunked = /^transfer-encoding: *chunked/im.test(head);
  const body = text.slice(end + 4);
  if (chunked ? !body.includes("0\r\n\r\n") : body.length < length) return undefined;
  const [, method, path] = /^([A-Z]+) (\S+) HTTP/.exec(head) ?? [];
  const field = (name: string) => new RegExp(`^${name}: *(.+)$`, "im").exec(head)?.[1]?.trim();
  return { method: method!, path: path!, authorization: field("authorization"), body, run: Number(field(RUN_HEADER)) };
}

function respond(socket: Duplex, { answer, end }: ReturnType<Server["take"]>, server: Server): void {
  if (end === "reset") reset(socket);
  if (end === "whole") socket.write(message(answer));
  if (end === "drip") drip(socket, message(answer), 0, server);
}

function message({ status, body, headers }: NonNullable<Behaviour["answer"]>): string {
  const fields = {
    "Content-Type": "application/json",
    ...headers,
    ...(status !== 204 && { "Content-Length": Buffer.byteLength(body) }),
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Said\r\n${lines.join("")}\r\n${body}`;
}

/** A byte every tenth of a second, so that no idle timeout ever sees it hang. */
function drip(socket: Duplex, bytes: string, from: number, server: Server): void {
  if (from >= bytes.length || socket.destroyed) return;
  socket.write(bytes[from]!);
  server.wait(100, () => drip(socket, bytes, from + 1, server));
}
