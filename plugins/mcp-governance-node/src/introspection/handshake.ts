import {
  Client,
  VersionNegotiationOptions,
} from '@modelcontextprotocol/client';
import {
  Json,
  Transport,
  isJsonObject,
} from 'backstage-plugin-mcp-governance-common';
import { clientInfo } from './listSection';
import { McpTransport } from './McpTransport';

/** A connection on which the handshake is done. */
export interface Connection<T extends McpTransport = McpTransport> {
  transport: T;
  type: Transport;
  era: 'modern' | 'legacy';
  protocolVersion: string;
  /** The method that began it, and the raw text of its answer. */
  handshake: { method: string; text: string; result: Json };
  close(): Promise<void>;
}

function handshakeOf(transport: McpTransport, method: string) {
  const raw = transport.handshake.get(method);
  if (!raw || !('result' in raw.message)) {
    throw new TypeError(`the handshake ended without an answer to ${method}`);
  }
  return { method, text: raw.text, result: raw.message.result as Json };
}

/** Rejects when an observation has run out of time. */
function lapse({ bounds: { deadline } }: McpTransport): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(deadline.reason);
    deadline.addEventListener('abort', fail, { once: true });
    if (deadline.aborted) {
      fail();
    }
  });
}

/** Negotiates the era on a transport. Whoever passed the transport closes it where this throws. */
export async function shakeHands<T extends McpTransport>(
  transport: T,
  type: Transport,
  options: {
    knownEra?: 'legacy';
    probe?: VersionNegotiationOptions['probe'];
  } = {},
): Promise<Connection<T>> {
  const client = new Client(clientInfo, {
    capabilities: {},
    versionNegotiation: { mode: 'auto', probe: options.probe },
  });
  client.onerror = () => {
    // Every error also rejects the request that it belongs to.
  };
  await Promise.race([
    client.connect(transport, {
      // The deadline of the observation rules, not the client's own timer.
      timeout: 2 ** 31 - 1,
      ...(options.knownEra === 'legacy' && { prior: { kind: 'legacy' } }),
    }),
    lapse(transport),
  ]);
  const era = client.getProtocolEra() === 'modern' ? 'modern' : 'legacy';
  return {
    transport,
    type,
    era,
    protocolVersion: client.getNegotiatedProtocolVersion() ?? 'unknown',
    handshake: handshakeOf(
      transport,
      era === 'modern' ? 'server/discover' : 'initialize',
    ),
    async close() {
      await client.close().catch(() => {});
      await transport.close();
    },
  };
}

/** The capabilities that a handshake advertised. */
export function capabilitiesOf({ handshake }: Connection): Json {
  const { result } = handshake;
  return (isJsonObject(result) && result.capabilities) || {};
}
