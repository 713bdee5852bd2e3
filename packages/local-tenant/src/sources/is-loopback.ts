/** Whether a URL leads to this machine. */
export function isLoopback(url: string): boolean {
  try {
    const { hostname } = new URL(url);
    return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) || hostname.endsWith(".localhost");
  } catch {
    return false;
  }
}
