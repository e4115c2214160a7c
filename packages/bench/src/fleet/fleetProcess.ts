/**
 * A fleet of MCP servers in a process of its own: `/s/<n>/mcp` is server n. It
 * answers as cheaply as it can, so that what is measured is who asks.
 * `node -r …/nodeTransform.cjs fleetProcess.ts ERA TOOLS`.
 */
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { toolsOf } from './toolsOf';

const [era, toolCount] = process.argv.slice(2);
const discover = JSON.stringify({
  resultType: 'complete',
  supportedVersions: ['2026-07-28'],
  capabilities: { tools: {} },
  _meta: {
    'io.modelcontextprotocol/serverInfo': { name: 'fleet', version: '1.0.0' },
  },
  ttlMs: 0,
  cacheScope: 'public',
});
const initialize = JSON.stringify({
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'fleet', version: '1.0.0' },
});
let version = 1;
const lists = new Map<string, string>();

function list(server: string): string {
  const key = `${server} ${version}`;
  let text = lists.get(key);
  if (!text) {
    const tools = toolsOf(server, Number(toolCount), version);
    const modern = era === 'modern';
    text = JSON.stringify({
      ...(modern && {
        resultType: 'complete',
        ttlMs: 0,
        cacheScope: 'public',
      }),
      tools,
    });
    lists.set(key, text);
  }
  return text;
}

function resultOf(method: string, server: string): string | undefined {
  if (method === 'tools/list') {
    return list(server);
  }
  if (method === 'server/discover') {
    return era === 'modern' ? discover : undefined;
  }
  return method === 'initialize' && era === 'legacy' ? initialize : undefined;
}

const server = createServer((req, res) => {
  let body = '';
  req.setEncoding('utf8');
  req.on('data', chunk => {
    body += chunk;
  });
  req.on('end', () => {
    if (req.url === '/next-version') {
      version += 1;
      lists.clear();
      res.end();
      return;
    }
    if (req.method !== 'POST') {
      res.writeHead(405).end();
      return;
    }
    const { id, method } = JSON.parse(body);
    if (id === undefined) {
      res.writeHead(202).end();
      return;
    }
    const result = resultOf(method, req.url?.split('/')[2] ?? '');
    const answer =
      result === undefined
        ? '"error":{"code":-32601,"message":"Method not found"}'
        : `"result":${result}`;
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},${answer}}`);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => process.exit());
