import { Client, SdkHttpError } from '@modelcontextprotocol/client';
import { Json, isJsonObject } from 'backstage-plugin-mcp-governance-common';
import { clientInfo } from './listSection';
import { ConnectionContext, McpTransport } from './McpTransport';
import { SseTransport } from './SseTransport';
import { StreamableHttpTransport } from './StreamableHttpTransport';
import { causes } from './toFailure';

export type HttpTransportType = 'streamable-http' | 'sse';

/** A connection on which the handshake is done. */
export interface Connection {
  transport: McpTransport;
  type: HttpTransportType;
  era: 'modern' | 'legacy';
  protocolVersion: string;
  /** The method that began it, and the raw text of its answer. */
  handshake: { method: string; text: string; result: Json };
  close(): Promise<void>;
}

/** Connecting failed; what is known of how the server turned the caller away. */
export class ConnectError extends Error {
  constructor(cause: unknown, readonly transport: McpTransport) {
    super('could not connect', { cause });
  }
}

function handshakeOf(transport: McpTransport, method: string) {
  const raw = transport.handshake.get(method);
  if (!raw || !('result' in raw.message)) {
    throw new TypeError(`the handshake ended without an answer to ${method}`);
  }
  return { method, text: raw.text, result: raw.message.result as Json };
}

async function connectOver(
  type: HttpTransportType,
  context: ConnectionContext,
  knownEra: 'legacy' | undefined,
): Promise<Connection> {
  const transport =
    type === 'sse'
      ? new SseTransport(context)
      : new StreamableHttpTransport(context);
  const client = new Client(clientInfo, {
    capabilities: {},
    versionNegotiation: { mode: 'auto' },
  });
  client.onerror = () => {
    // Every error also rejects the request that it belongs to.
  };
  try {
    await Promise.race([
      client.connect(transport, {
        // The deadline of the observation rules, not the client's own timer.
        timeout: 2 ** 31 - 1,
        ...(knownEra === 'legacy' && { prior: { kind: 'legacy' } }),
      }),
      new Promise<never>((_, reject) => {
        const { deadline } = context;
        const fail = () => reject(deadline.reason);
        deadline.addEventListener('abort', fail, { once: true });
        if (deadline.aborted) {
          fail();
        }
      }),
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
        if (transport instanceof StreamableHttpTransport) {
          await transport.terminateSession();
        }
        await client.close().catch(() => {});
        await transport.close();
      },
    };
  } catch (error) {
    await transport.close();
    throw new ConnectError(error, transport);
  }
}

/** Statuses with which a server of the other transport answers the wrong kind of request. */
function isOtherTransport(error: unknown): boolean {
  return causes(error).some(
    cause =>
      cause instanceof SdkHttpError &&
      [400, 404, 405, 406, 415].includes(cause.status),
  );
}

/**
 * Connects as the entry declares, and where the server answers as one of the
 * other transport would, over that (MCP, basic/transports, backwards compatibility).
 *
 * @throws ConnectError
 */
export async function connect(
  declared: HttpTransportType,
  context: ConnectionContext,
  knownEra: 'legacy' | undefined,
): Promise<Connection> {
  try {
    return await connectOver(declared, context, knownEra);
  } catch (error) {
    if (!isOtherTransport(error)) {
      throw error;
    }
    const other = declared === 'sse' ? 'streamable-http' : 'sse';
    try {
      return await connectOver(other, context, knownEra);
    } catch {
      // What the declared transport was answered tells more.
      throw error;
    }
  }
}

/** The capabilities that a handshake advertised. */
export function capabilitiesOf(connection: Connection): Json {
  const { result } = connection.handshake;
  return (isJsonObject(result) && result.capabilities) || {};
}
