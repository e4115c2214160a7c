import {
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import { Failure, FailureKind } from 'backstage-plugin-mcp-governance-common';
import { ObservationError } from '../ObservationError';

const networkCodes: [RegExp, FailureKind, (code: string) => string][] = [
  [/^(ENOTFOUND|EAI_)/, 'dns', () => 'the host name does not resolve'],
  [/^ECONNREFUSED$/, 'refused', () => 'the connection was refused'],
  [
    /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/,
    'timeout',
    () => 'no connection within the time limit (connectTimeout)',
  ],
  [
    /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/,
    'tls',
    code => `TLS failed (${code})`,
  ],
  [
    /^(ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|UND_ERR_SOCKET|HPE_)/,
    'network',
    code => `the connection broke (${code})`,
  ],
];

/** A property of whatever was thrown; errors of another realm are no `instanceof Error`. */
function property(thrown: unknown, name: string): unknown {
  return thrown !== null && typeof thrown === 'object' && name in thrown
    ? (thrown as Record<string, unknown>)[name]
    : undefined;
}

/** The chain of causes, outermost first, with the members of aggregates. */
export function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  let current: unknown = error;
  while (current !== undefined && current !== null && chain.length < 20) {
    chain.push(current);
    const members = property(current, 'errors');
    if (Array.isArray(members)) {
      chain.push(...members);
    }
    current = property(current, 'cause');
  }
  return chain;
}

function httpFailure(status: number): Failure {
  if (status === 401) {
    return {
      kind: 'unauthorised',
      message: 'answered 401: a credential is needed',
    };
  }
  if (status === 403) {
    return {
      kind: 'unauthorised',
      message: 'answered 403: the credential does not suffice',
    };
  }
  return { kind: 'http', message: `answered ${status}` };
}

/**
 * What an error of the network, the guard or the protocol says about the server.
 * Its message never carries what the server wrote.
 */
export function toFailure(error: unknown): Failure {
  const chain = causes(error);
  for (const cause of chain) {
    if (cause instanceof ObservationError) {
      return cause.failure;
    }
  }
  for (const cause of chain) {
    const code = String(property(cause, 'code') ?? '');
    const known = networkCodes.find(([pattern]) => pattern.test(code));
    if (known) {
      return { kind: known[1], message: known[2](code) };
    }
    if (cause instanceof SdkHttpError) {
      return httpFailure(cause.status);
    }
    if (property(cause, 'name') === 'SyntaxError') {
      return { kind: 'protocol', message: 'answered text that is no JSON' };
    }
    if (
      cause instanceof SdkError &&
      cause.code === SdkErrorCode.RequestTimeout
    ) {
      return { kind: 'timeout', message: 'did not answer in time' };
    }
    if (cause instanceof ProtocolError) {
      return {
        kind: 'protocol',
        message: `answered with JSON-RPC error ${cause.code}`,
      };
    }
  }
  return {
    kind: 'protocol',
    message: 'answered in a way that the protocol does not know',
  };
}
