/**
 * Host and port of a server on this machine, as clients write them: 443, the default of HTTPS, is left out. A client that
 * is given `localhost:443` calls the audience and the issuer `localhost` all the same.
 */
export function localHost(port: number): string {
  return new URL(`https://localhost:${port}`).host;
}
