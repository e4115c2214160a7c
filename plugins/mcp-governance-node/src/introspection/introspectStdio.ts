import {
  Introspection,
  anonymousPosture,
  digestAnswers,
  listSections,
} from './answers';
import { withDeadline } from './deadline';
import { Connection, shakeHands } from './handshake';
import { IntrospectionLimits } from './limits';
import { ServerCommand } from './ServerProcess';
import { StdioContext, StdioTransport } from './StdioTransport';
import { toFailure } from './toFailure';

export interface IntrospectStdioOptions {
  /** Never one that came with an entry: only the owner of a command runs it. */
  server: ServerCommand;
  limits: IntrospectionLimits;
  /** Receives the standard error of the server. */
  onErrorOutput(text: string): void;
}

/** Over stdio nobody asks who the caller is: what it may do, its environment says. */
const principal = 'anonymous';

async function attempt(
  context: StdioContext,
  options: Parameters<typeof shakeHands>[2],
): Promise<Connection> {
  const transport = new StdioTransport(context);
  try {
    const connection = await shakeHands(transport, 'stdio', options);
    transport.isPatient = true;
    return connection;
  } catch (error) {
    await transport.close();
    // How it ended tells more than that it did.
    throw transport.failure ?? error;
  }
}

/**
 * Negotiates the era. Some servers of the legacy era end, or fall silent, when they
 * are asked anything before `initialize`: those are started anew and asked that first.
 */
async function connect(
  context: StdioContext,
  { totalTimeoutMs }: IntrospectionLimits,
): Promise<Connection> {
  try {
    return await attempt(context, {
      probe: { timeoutMs: totalTimeoutMs / 2 },
    });
  } catch (error) {
    const { kind } = toFailure(error);
    const isHopeless = kind === 'refused' || kind === 'limit';
    if (isHopeless || context.deadline.aborted) {
      throw error;
    }
  }
  return attempt(context, { knownEra: 'legacy' });
}

/**
 * Looks at a server over stdio: starts it, lists every section as raw JSON, and ends
 * it with everything that it started. Bounded by one deadline over everything.
 */
export async function introspectStdio({
  server,
  limits,
  onErrorOutput,
}: IntrospectStdioOptions): Promise<Introspection> {
  return withDeadline(limits, async deadline => {
    const connection = await connect(
      {
        deadline,
        budget: { limit: limits.maxTotalBytes, used: 0 },
        server,
        maxResponseBytes: limits.maxResponseBytes,
        onErrorOutput,
      },
      limits,
    );
    try {
      const sections = await listSections(connection, limits);
      const auth = anonymousPosture({ connection, sections });
      // Trouble in the middle of a list is that section's, running out of time is all's.
      deadline.throwIfAborted();
      return digestAnswers({ connection, sections, auth }, principal, limits);
    } finally {
      await connection.close();
    }
  });
}
