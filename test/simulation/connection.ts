import { Duplex } from "node:stream";
import type { VirtualClock, VirtualTimer } from "./clock";

/** One end of a connection that exists in this process alone. */
class End extends Duplex {
  other!: End;

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (!this.other.destroyed) this.other.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    if (!this.other.destroyed) this.other.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.other.destroyed) this.other.push(null);
    done(error);
  }
}

/** The client's end, with as much of a TLS socket as Node's HTTP client touches. Its idle timeout is the clock's. */
export class ClientEnd extends End {
  readonly encrypted = true;
  readonly authorized = true;
  connecting = true;
  private idleMs = 0;
  private idle?: VirtualTimer;
  private unsent: (() => void)[] = [];

  constructor(private readonly clock: VirtualClock) {
    super();
  }

  connected(): void {
    this.connecting = false;
    this.emit("connect");
    this.emit("secureConnect");
    for (const send of this.unsent) send();
  }

  override _write(chunk: Buffer, encoding: string, done: () => void): void {
    this.touch();
    if (this.connecting) this.unsent.push(() => super._write(chunk, encoding, done));
    else super._write(chunk, encoding, done);
  }

  override push(chunk: unknown): boolean {
    this.touch();
    return super.push(chunk);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.clock.clearTimeout(this.idle);
    super._destroy(error, done);
  }

  setTimeout(ms: number, onTimeout?: () => void): this {
    this.idleMs = ms;
    if (onTimeout) this.once("timeout", onTimeout);
    this.touch();
    return this;
  }

  setKeepAlive = () => this;
  setNoDelay = () => this;
  ref = () => this;
  unref = () => this;

  private touch(): void {
    this.clock.clearTimeout(this.idle);
    if (this.idleMs > 0) this.idle = this.clock.setTimeout(() => this.emit("timeout"), this.idleMs);
  }
}

/** A connection that is up after `ms`. */
export function connect(clock: VirtualClock, ms: number): { client: ClientEnd; server: Duplex } {
  const client = new ClientEnd(clock);
  const server = new End();
  client.other = server;
  server.other = client;
  clock.setTimeout(() => client.destroyed || client.connected(), ms);
  return { client, server };
}

/** Ends a connection as a peer does that resets it. */
export function reset(server: Duplex): void {
  if (server instanceof End) server.other.destroy(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
  server.destroy();
}
