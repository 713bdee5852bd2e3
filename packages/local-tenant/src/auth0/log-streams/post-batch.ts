import type { PostBatch } from "./stream-delivery";

/** How long a receiver may take to answer, in milliseconds; the platform's limit is not documented. */
const receiverTimeoutMs = 10_000;

/** Delivers over HTTP. Redirects are not followed; their status is the answer's. */
export const postBatch: PostBatch = async ({ url, headers, body }) => {
  const signal = AbortSignal.timeout(receiverTimeoutMs);
  const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
  // Unread, the answer would keep its connection.
  await response.arrayBuffer();
  return response.status;
};
