/** Path of the page, below the portal's base URL, on which a server's changes are shown and decided about. */
export function driftPath(server: { namespace: string; name: string }): string {
  const [namespace, name] = [server.namespace, server.name].map(
    encodeURIComponent,
  );
  return `/catalog/${namespace}/api/${name}/mcp-drift`;
}
