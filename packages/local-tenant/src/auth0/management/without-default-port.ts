/**
 * An https address without the port 443, which means the same: a tenant on that port is named without it, and a client that
 * was given `localhost:443` writes it. Anything else is given back as it is.
 */
export function withoutDefaultPort<Value>(address: Value): Value | string {
  return typeof address === "string" ? address.replace(/^(https:\/\/[^/?#]+):443(?=\/|$)/, "$1") : address;
}
