import { z } from "zod";

/** A span of time in a request's body, in whole milliseconds. */
export const durationMs = z.number().int().min(0);
