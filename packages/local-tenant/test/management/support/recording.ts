import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** One recorded call of the Terraform provider, and the answer it got. */
export interface Exchange {
  /** Which command of the recording made it. */
  step: number;
  /** Milliseconds since that command began. */
  t: number;
  method: string;
  path: string;
  query?: string;
  request?: Json;
  status: number;
  response?: Json;
}

/** Reads `../wire/<name>.json`. */
export function recordedExchange(name: string): Exchange[] {
  const file = join(__dirname, "../wire", `${name}.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { exchange: Exchange[] }).exchange;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
