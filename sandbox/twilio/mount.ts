import type { Hono } from "hono";
import type { AppEnv, Deps } from "./context";

/** Puts every operation on the app. */
export function mount(_app: Hono<AppEnv>, _deps: Deps): void {}
