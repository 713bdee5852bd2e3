import { z } from "zod";

/** A span of time in a request's body. */
export const milliseconds = z.number().int().min(0);
