import { IncomingMessage, ServerResponse } from 'node:http';
import { Listening, listen } from './listen';

/** A JSON-RPC request as a raw server sees it. */
export interface RawRequest {
  id: string | number;
  method: string;
  params?: { cursor?: string };
}

type Answer = (
  request: RawRequest,
  res: ServerResponse,
  req: IncomingMessage,
) => unknown;

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req) {
    body += chunk;
  }
  return body;
}

export const initializeResult = {
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'raw', version: '0' },
};

/**
 * A server of which every answer can be chosen. `answers` maps a method to its
 * result, or to a function that returns the result or writes the response itself
 * (and then returns nothing). Unknown methods are "method not found".
 */
export async function startRawServer(
  answers: Record<string, object | Answer>,
  options: { port?: number } = {},
): Promise<Listening & { requests: RawRequest[] }> {
  const requests: RawRequest[] = [];
  const all: Record<string, object | Answer> = {
    initialize: initializeResult,
    ...answers,
  };
  const listening = await listen(async (req, res) => {
    if (req.method !== 'POST') {
      res.writeHead(405).end();
      return;
    }
    const request = JSON.parse(await bodyOf(req)) as RawRequest;
    if (request.id === undefined) {
      res.writeHead(202).end();
      return;
    }
    requests.push(request);
    const answer = all[request.method];
    const result =
      typeof answer === 'function' ? answer(request, res, req) : answer;
    if (typeof answer === 'function' && result === undefined) {
      return;
    }
    const envelope = { jsonrpc: '2.0', id: request.id };
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(
      JSON.stringify(
        result === undefined
          ? {
              ...envelope,
              error: { code: -32601, message: 'Method not found' },
            }
          : { ...envelope, result },
      ),
    );
  }, options.port);
  return { ...listening, requests };
}

/** Writes a JSON-RPC answer of which the result is given as text. */
export function answerText(
  request: RawRequest,
  res: ServerResponse,
  result: string,
): void {
  res.writeHead(200, { 'content-type': 'application/json' });
  res.end(
    `{"jsonrpc":"2.0","id":${JSON.stringify(request.id)},"result":${result}}`,
  );
}
