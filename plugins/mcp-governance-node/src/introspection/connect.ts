import { SdkHttpError } from '@modelcontextprotocol/client';
import { Connection, shakeHands } from './handshake';
import { HttpContext, HttpTransport } from './HttpTransport';
import { SseTransport } from './SseTransport';
import { StreamableHttpTransport } from './StreamableHttpTransport';
import { causes } from './toFailure';

export type HttpTransportType = 'streamable-http' | 'sse';

/** A connection over HTTP, of the type that the server turned out to speak. */
export interface HttpConnection extends Connection<HttpTransport> {
  type: HttpTransportType;
}

/** Connecting failed; what is known of how the server turned the caller away. */
export class ConnectError extends Error {
  constructor(cause: unknown, readonly transport: HttpTransport) {
    super('could not connect', { cause });
  }
}

async function connectOver(
  type: HttpTransportType,
  context: HttpContext,
  knownEra: 'legacy' | undefined,
): Promise<HttpConnection> {
  const transport =
    type === 'sse'
      ? new SseTransport(context)
      : new StreamableHttpTransport(context);
  try {
    const connection = await shakeHands(transport, type, { knownEra });
    return {
      ...connection,
      type,
      async close() {
        if (transport instanceof StreamableHttpTransport) {
          await transport.terminateSession();
        }
        await connection.close();
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
  context: HttpContext,
  knownEra: 'legacy' | undefined,
): Promise<HttpConnection> {
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
