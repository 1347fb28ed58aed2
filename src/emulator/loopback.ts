/** Says whether a host, with or without a port, is this computer and nothing else. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})(?::\d+)?$/i.test(host);
}
