import { Failure } from 'backstage-plugin-mcp-governance-common';
import { GuardedHttp } from '../egress/GuardedHttp';
import { ObservationError } from '../ObservationError';
import {
  Introspection,
  RawAnswers,
  anonymousPosture,
  digestAnswers,
  listSections,
} from './answers';
import { describeRefusal, probeAnonymously } from './authPosture';
import { ConnectError, HttpTransportType, connect } from './connect';
import { withDeadline } from './deadline';
import { HttpContext } from './HttpTransport';
import { IntrospectionLimits } from './limits';
import { toFailure } from './toFailure';

export type { Introspection };

/** As whom a server is looked at. */
export interface Principal {
  /** How a snapshot names it, e.g. `anonymous` or `bearer:notes`. Carries no secret. */
  name: string;
  /** Value of the `Authorization` header. */
  authorization?: string;
}

export interface IntrospectOptions {
  url: string;
  type: HttpTransportType;
  principal: Principal;
  http: GuardedHttp;
  limits: IntrospectionLimits;
  /** From an earlier observation: what it answered then, and how it was spoken to. */
  known?: { fingerprint: string; era: 'modern' | 'legacy' };
}

async function gather(
  options: IntrospectOptions,
  context: HttpContext,
): Promise<RawAnswers> {
  const { type, limits, known, principal } = options;
  const knownEra = known?.era === 'legacy' ? 'legacy' : undefined;
  const connection = await connect(type, context, knownEra);
  try {
    const sections = await listSections(connection, limits);
    const auth = principal.authorization
      ? await probeAnonymously(
          connection.type,
          context,
          connection.era === 'legacy' ? 'legacy' : undefined,
          limits,
        )
      : anonymousPosture({ connection, sections });
    return { connection, sections, auth };
  } finally {
    await connection.close();
  }
}

function isKnownEraWrong(error: unknown): boolean {
  const { kind } = toFailure(error);
  return kind === 'protocol' || kind === 'http';
}

/** A refusal with what the server says about where credentials come from. */
async function explainRefusal(
  { message }: Failure,
  { transport }: ConnectError,
): Promise<string> {
  const { refusal, context } = transport;
  if (!refusal) {
    return message;
  }
  const posture = await describeRefusal(refusal, context);
  if (posture.status !== 'refused' || !posture.challenge) {
    return `${message}; no WWW-Authenticate header says which`;
  }
  const servers = posture.protectedResource?.authorizationServers ?? [];
  return servers.length > 0
    ? `${message} (${posture.challenge}, from ${servers.join(' or ')})`
    : `${message} (${posture.challenge})`;
}

async function look(
  options: IntrospectOptions,
  deadline: AbortSignal,
): Promise<Introspection> {
  const { limits, principal, known } = options;
  if (!URL.canParse(options.url)) {
    throw new ObservationError('blocked', 'its declared URL is no URL');
  }
  const context: HttpContext = {
    http: options.http,
    target: new URL(options.url),
    authorization: principal.authorization,
    deadline,
    budget: { limit: limits.maxTotalBytes, used: 0 },
  };
  let raw: RawAnswers;
  try {
    raw = await gather(options, context);
  } catch (error) {
    // A server that was upgraded may have dropped what it used to speak.
    if (!known || !isKnownEraWrong(error) || deadline.aborted) {
      throw error;
    }
    raw = await gather({ ...options, known: undefined }, context);
  }
  return digestAnswers(raw, principal.name, limits, known?.fingerprint);
}

/**
 * Looks at one remote: negotiates the era, lists every section as raw JSON, and
 * asks once as nobody. Bounded by one deadline over everything.
 */
export async function introspect(
  options: IntrospectOptions,
): Promise<Introspection> {
  return withDeadline(
    options.limits,
    deadline => look(options, deadline),
    async (failure, error) =>
      error instanceof ConnectError && failure.kind === 'unauthorised'
        ? { ...failure, message: await explainRefusal(failure, error) }
        : failure,
  );
}
