/** Entity filter for everything that belongs on the page of an MCP server. */
export const isMcpServerFilter = { kind: 'api', 'spec.type': 'mcp-server' };
