import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  SdkHttpError,
  isJSONRPCErrorResponse,
  isJSONRPCResultResponse,
} from '@modelcontextprotocol/client';
import {
  InexactValue,
  Json,
  Section,
  SectionName,
  isJsonObject,
  parseExact,
} from 'backstage-plugin-mcp-governance-common';
import { ObservationError } from '../ObservationError';
import { exceededLimit } from './exceededLimit';
import { IntrospectionLimits } from './limits';
import { McpTransport, RawMessage } from './McpTransport';
import { toFailure } from './toFailure';

const METHOD_NOT_FOUND = -32601;

export const clientInfo = { name: 'mcp-governance', version: '0.1.0' };

export const listMethods: Record<SectionName, string> = {
  tools: 'tools/list',
  prompts: 'prompts/list',
  resources: 'resources/list',
  resourceTemplates: 'resources/templates/list',
};

/** A list as it was received: the raw text of each page, or why there is none. */
export type RawSection =
  | { status: 'listed'; pages: string[] }
  | Extract<Section, { status: 'notAdvertised' | 'failed' }>;

/** Parameters of a list request; the modern era repeats the handshake in each. */
function listParams(
  cursor: string | undefined,
  modernVersion: string | undefined,
): Record<string, unknown> {
  return {
    ...(cursor !== undefined && { cursor }),
    ...(modernVersion !== undefined && {
      _meta: {
        [PROTOCOL_VERSION_META_KEY]: modernVersion,
        [CLIENT_INFO_META_KEY]: clientInfo,
        [CLIENT_CAPABILITIES_META_KEY]: {},
      },
    }),
  };
}

/** JSON-RPC error code of an answer, also where it came as the body of an HTTP error. */
function errorCode(error: unknown): number | undefined {
  if (!(error instanceof SdkHttpError) || !error.data.text) {
    return undefined;
  }
  try {
    const body: unknown = JSON.parse(String(error.data.text));
    const inner = isJsonObject(body) ? body.error : undefined;
    return isJsonObject(inner) && typeof inner.code === 'number'
      ? inner.code
      : undefined;
  } catch {
    return undefined;
  }
}

class RpcError extends ObservationError {
  constructor(readonly code: number) {
    super(
      'protocol',
      code === METHOD_NOT_FOUND
        ? 'answered that it does not know the method (JSON-RPC error -32601)'
        : `answered with JSON-RPC error ${code}`,
    );
  }
}

async function requestPage(
  transport: McpTransport,
  method: string,
  params: Record<string, unknown>,
): Promise<RawMessage> {
  let raw: RawMessage;
  try {
    raw = await transport.exchange(method, params);
  } catch (error) {
    const code = errorCode(error);
    throw code === undefined ? error : new RpcError(code);
  }
  if (isJSONRPCErrorResponse(raw.message)) {
    throw new RpcError(raw.message.error.code);
  }
  return raw;
}

async function listPages(
  transport: McpTransport,
  section: SectionName,
  modernVersion: string | undefined,
  limits: IntrospectionLimits,
): Promise<string[]> {
  const method = listMethods[section];
  const pages: string[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  let count = 0;
  for (;;) {
    if (pages.length === limits.maxPages) {
      throw new ObservationError(
        'limit',
        `${method} has more than ${limits.maxPages} pages (limit maxPages)`,
      );
    }
    const raw = await requestPage(
      transport,
      method,
      listParams(cursor, modernVersion),
    );
    const result: unknown = isJSONRPCResultResponse(raw.message)
      ? raw.message.result
      : undefined;
    const items = isJsonObject(result) ? result[section] : undefined;
    if (!isJsonObject(result) || !Array.isArray(items)) {
      throw new ObservationError(
        'protocol',
        `${method} was answered without a list of ${section}`,
      );
    }
    count += items.length;
    if (count > limits.maxItems) {
      throw new ObservationError(
        'limit',
        `${method} has more than ${limits.maxItems} items (limit maxItems)`,
      );
    }
    pages.push(raw.text);
    const next = result.nextCursor;
    if (next === undefined || next === null) {
      return pages;
    }
    if (typeof next !== 'string') {
      throw new ObservationError(
        'protocol',
        `${method} answered a cursor that is no text`,
      );
    }
    // Cursors are opaque; the empty one is as good as any.
    if (seen.has(next)) {
      throw new ObservationError(
        'protocol',
        `${method} answered the same cursor twice`,
      );
    }
    seen.add(next);
    cursor = next;
  }
}

/** Lists one section, every page. Trouble is a failed section, never an empty one. */
export async function listSection(
  transport: McpTransport,
  section: SectionName,
  options: {
    capabilities: Json;
    modernVersion: string | undefined;
    limits: IntrospectionLimits;
  },
): Promise<RawSection> {
  const capability = section === 'resourceTemplates' ? 'resources' : section;
  const { capabilities, modernVersion, limits } = options;
  if (
    !isJsonObject(capabilities) ||
    capabilities[capability] === undefined ||
    capabilities[capability] === null
  ) {
    return { status: 'notAdvertised' };
  }
  try {
    const pages = await listPages(transport, section, modernVersion, limits);
    return { status: 'listed', pages };
  } catch (error) {
    // Templates have no capability of their own: a server may offer resources without them.
    if (
      section === 'resourceTemplates' &&
      error instanceof RpcError &&
      error.code === METHOD_NOT_FOUND
    ) {
      return { status: 'notAdvertised' };
    }
    return { status: 'failed', error: toFailure(error) };
  }
}

/** Reads the raw pages of a section into its items. */
export function readSection(
  section: SectionName,
  raw: RawSection,
  limits: IntrospectionLimits,
): Section {
  if (raw.status !== 'listed') {
    return raw;
  }
  const items: Json[] = [];
  const inexact: InexactValue[] = [];
  const prefix = `/result/${section}/`;
  for (const page of raw.pages) {
    const parsed = parseExact(page);
    const offset = items.length;
    const result = isJsonObject(parsed.value) ? parsed.value.result : undefined;
    const list = isJsonObject(result) ? result[section] : undefined;
    for (const item of Array.isArray(list) ? list : []) {
      const exceeded = exceededLimit(item, limits);
      if (exceeded) {
        const message = `item ${items.length + 1} of ${
          listMethods[section]
        } ${exceeded}`;
        return { status: 'failed', error: { kind: 'limit', message } };
      }
      items.push(item);
    }
    for (const { pointer, text } of parsed.inexact) {
      if (pointer.startsWith(prefix)) {
        const [index, ...rest] = pointer.slice(prefix.length).split('/');
        inexact.push({
          pointer: ['', Number(index) + offset, ...rest].join('/'),
          text,
        });
      }
    }
  }
  return { status: 'listed', items, ...(inexact.length > 0 && { inexact }) };
}
