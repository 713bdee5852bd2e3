import { z } from "zod";
import { newestQuery } from "../http/newest-query";

/** Query of `GET /_sandbox/phone`: the messages to one number or address, or to all. */
export const phoneQuery = newestQuery.extend({ to: z.string().optional() });
