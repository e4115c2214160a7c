import {
  JSONRPCMessage,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/client';

/** The parameter that names what a method is about. */
const namedBy: Partial<Record<string, 'name' | 'uri'>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
};

const SENTINEL = /^=\?base64\?.*\?=$/;
const PLAIN_FIELD_VALUE = /^(?:[!-~](?:[ -~]*[!-~])?)?$/;

/** A value as a header can carry it (MCP 2026-07-28, basic/transports, value encoding). */
function encodeFieldValue(value: string): string {
  return PLAIN_FIELD_VALUE.test(value) && !SENTINEL.test(value)
    ? value
    : `=?base64?${Buffer.from(value).toString('base64')}?=`;
}

/**
 * Headers that repeat what a message of the modern era says in its body; none
 * for a message of the legacy era (MCP 2026-07-28, basic/transports, standard
 * request headers).
 */
export function modernHeaders(message: JSONRPCMessage): Record<string, string> {
  if (!('method' in message)) {
    return {};
  }
  const { method, params } = message;
  const version = params?._meta?.[PROTOCOL_VERSION_META_KEY];
  if (typeof version !== 'string') {
    return {};
  }
  const field = namedBy[method];
  const name = field && (params as Record<string, unknown>)[field];
  return {
    'mcp-protocol-version': version,
    'mcp-method': method,
    ...(typeof name === 'string' && { 'mcp-name': encodeFieldValue(name) }),
  };
}
