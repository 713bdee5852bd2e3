import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Topic } from "../../src/support/changes";
import { get, request, Unreachable } from "./api";

/** Milliseconds until a lost connection is tried again. */
const retryMs = 1000;

type Listener = (topics: readonly Topic[]) => void;
const listeners = new Set<Listener>();
const watchers = new Set<(connected: boolean) => void>();
let connected: boolean | undefined;

/** Follows the tenant's events as long as the page is open, over one connection. */
export async function followEvents(): Promise<never> {
  for (;;) {
    await readEvents().catch((error: unknown) => {
      if (!(error instanceof Unreachable) && !(error instanceof TypeError)) console.error(error);
    });
    setConnected(false);
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

/** Read by `fetch`: an `EventSource` sends no token. */
async function readEvents(): Promise<void> {
  const response = await request("GET", "/events");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const events = text.split("\n\n");
    text = events.pop()!;
    for (const event of events) handle(event);
  }
}

function handle(event: string): void {
  const field = (name: string) =>
    event
      .split("\n")
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  if (field("event") === "ready") {
    // Whatever was missed in between is read again.
    if (connected === false) for (const listener of listeners) listener(allTopics);
    setConnected(true);
  }
  if (field("event") === "change") {
    const topics = JSON.parse(field("data") ?? "[]") as Topic[];
    for (const listener of listeners) listener(topics);
  }
}

const allTopics: readonly Topic[] = [
  "logins",
  "inbox",
  "verify",
  "actions",
  "users",
  "faults",
  "clock",
  "comparison",
  "dev",
];

function setConnected(now: boolean): void {
  connected = now;
  for (const watcher of watchers) watcher(now);
}

/** Whether events arrive; `undefined` until it is known. */
export function useConnected(): boolean | undefined {
  const [state, setState] = useState(connected);
  useEffect(() => {
    watchers.add(setState);
    return () => void watchers.delete(setState);
  }, []);
  return state;
}

/** Calls `listener` whenever one of the topics changes, until the function that it returns is called. */
export function onChange(topics: readonly Topic[], listener: () => void): () => void {
  const filtered: Listener = (changed) => {
    if (changed.some((topic) => topics.includes(topic))) listener();
  };
  listeners.add(filtered);
  return () => void listeners.delete(filtered);
}

/** A document of the control API that is read again whenever one of its topics changes. */
export interface Live<Document> {
  /** The newest one; `undefined` until it is there, or where the route refuses. */
  data: Document | undefined;
  /** Why there is none, or no newer one. */
  error: Error | undefined;
  /** Reads it again now. */
  reload(): void;
}

/**
 * Follows a route: reads it at once and at each change of `topics`, one request at a time. `path` undefined reads
 * nothing. `topics` must be a constant.
 */
export function useLive<Document>(path: string | undefined, topics: readonly Topic[]): Live<Document> {
  const [state, setState] = useState<{ path: string | undefined; data?: Document; error?: Error }>({ path });
  const again = useRef(() => {});
  useEffect(() => {
    if (path === undefined) return;
    const abort = new AbortController();
    let running = false;
    let stale = false;
    const read = async () => {
      if (running) {
        stale = true;
        return;
      }
      running = true;
      do {
        stale = false;
        await get<Document>(path, abort.signal).then(
          (data) => setState({ path, data }),
          (error: Error) => {
            if (error.name !== "AbortError") setState((before) => ({ ...before, path, error }));
          },
        );
      } while (stale && !abort.signal.aborted);
      running = false;
    };
    const stop = onChange(topics, () => void read());
    again.current = () => void read();
    void read();
    return () => {
      stop();
      abort.abort();
    };
  }, [path, topics]);
  const reload = useCallback(() => again.current(), []);
  const isCurrent = state.path === path;
  return { data: isCurrent ? state.data : undefined, error: isCurrent ? state.error : undefined, reload };
}
