import { createHash } from 'node:crypto';
import {
  AuthPosture,
  Failure,
  Json,
  SectionName,
  Snapshot,
  isJsonObject,
  sectionNames,
} from 'backstage-plugin-mcp-governance-common';
import { SERVER_INFO_META_KEY } from '@modelcontextprotocol/client';
import { GuardedHttp } from '../egress/GuardedHttp';
import { ObservationError } from '../ObservationError';
import { describeRefusal, probeAnonymously } from './authPosture';
import {
  ConnectError,
  Connection,
  HttpTransportType,
  capabilitiesOf,
  connect,
} from './connect';
import { IntrospectionLimits } from './limits';
import {
  RawSection,
  listMethods,
  listSection,
  readSection,
} from './listSection';
import { ConnectionContext } from './McpTransport';
import { toFailure } from './toFailure';

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

/** The outcome of one observation. Trouble with the server is data, never a throw. */
export type Introspection =
  | {
      status: 'observed';
      /** Digest of the raw answers; an equal one later means an equal snapshot. */
      fingerprint: string;
      snapshot: Snapshot;
    }
  | { status: 'unchanged' }
  | {
      status: 'failed';
      failure: Failure;
    };

interface RawAnswers {
  connection: Connection;
  sections: Record<SectionName, RawSection>;
  auth: AuthPosture;
}

function digest({ connection, sections, auth }: RawAnswers, principal: string) {
  const hash = createHash('sha256');
  const { type, era, protocolVersion, handshake } = connection;
  hash.update(JSON.stringify([1, principal, type, era, protocolVersion, auth]));
  hash.update(handshake.text);
  for (const name of sectionNames) {
    const section = sections[name];
    hash.update(
      `\u0000${name}:${section.status}:${
        section.status === 'failed' ? section.error.kind : ''
      }`,
    );
    if (section.status === 'listed') {
      for (const page of section.pages) {
        hash.update(page);
      }
    }
  }
  return hash.digest('hex');
}

function anonymousPosture({
  connection,
  sections,
}: Omit<RawAnswers, 'auth'>): AuthPosture {
  return {
    status: 'accepted',
    methods: [
      connection.handshake.method,
      ...sectionNames
        .filter(name => sections[name].status === 'listed')
        .map(name => listMethods[name]),
    ],
  };
}

function serverInfoOf(result: Json): Json {
  if (!isJsonObject(result)) {
    return {};
  }
  const meta = isJsonObject(result._meta) ? result._meta : {};
  return result.serverInfo ?? meta[SERVER_INFO_META_KEY] ?? {};
}

function toSnapshot(
  raw: RawAnswers,
  principal: string,
  limits: IntrospectionLimits,
): Snapshot {
  const { connection, sections, auth } = raw;
  const { result } = connection.handshake;
  const instructions = isJsonObject(result) ? result.instructions : undefined;
  const read = (name: SectionName) => readSection(name, sections[name], limits);
  return {
    format: 'mcp-governance/snapshot@1',
    takenWith: {
      transport: connection.type,
      era: connection.era,
      protocolVersion: connection.protocolVersion,
      principal,
    },
    serverInfo: serverInfoOf(result),
    ...(typeof instructions === 'string' && { instructions }),
    capabilities: capabilitiesOf(connection),
    tools: read('tools'),
    prompts: read('prompts'),
    resources: read('resources'),
    resourceTemplates: read('resourceTemplates'),
    auth,
  };
}

async function gather(
  options: IntrospectOptions,
  context: ConnectionContext,
): Promise<RawAnswers> {
  const { type, limits, known, principal } = options;
  const knownEra = known?.era === 'legacy' ? 'legacy' : undefined;
  const connection = await connect(type, context, knownEra);
  try {
    const sections = {} as Record<SectionName, RawSection>;
    const capabilities = capabilitiesOf(connection);
    const modernVersion =
      connection.era === 'modern' ? connection.protocolVersion : undefined;
    for (const name of sectionNames) {
      sections[name] = await listSection(connection.transport, name, {
        capabilities,
        modernVersion,
        limits,
      });
    }
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

/**
 * Looks at one remote: negotiates the era, lists every section as raw JSON, and
 * asks once as nobody. Bounded by one deadline over everything.
 */
export async function introspect(
  options: IntrospectOptions,
): Promise<Introspection> {
  const { limits, principal } = options;
  const expired = new AbortController();
  const timer = setTimeout(
    () =>
      expired.abort(
        new ObservationError(
          'timeout',
          `did not answer within ${Math.ceil(
            limits.totalTimeoutMs / 1000,
          )} s (limit totalTimeout)`,
        ),
      ),
    limits.totalTimeoutMs,
  );
  try {
    if (!URL.canParse(options.url)) {
      throw new ObservationError('blocked', 'its declared URL is no URL');
    }
    const context: ConnectionContext = {
      http: options.http,
      target: new URL(options.url),
      authorization: principal.authorization,
      deadline: expired.signal,
      budget: { limit: limits.maxTotalBytes, used: 0 },
    };
    let raw: RawAnswers;
    try {
      raw = await gather(options, context);
    } catch (error) {
      // A server that was upgraded may have dropped what it used to speak.
      if (!options.known || !isKnownEraWrong(error) || expired.signal.aborted) {
        throw error;
      }
      raw = await gather({ ...options, known: undefined }, context);
    }
    const fingerprint = digest(raw, principal.name);
    return fingerprint === options.known?.fingerprint
      ? { status: 'unchanged' }
      : {
          status: 'observed',
          fingerprint,
          snapshot: toSnapshot(raw, principal.name, limits),
        };
  } catch (error) {
    const failure = toFailure(
      expired.signal.aborted ? expired.signal.reason : error,
    );
    return {
      status: 'failed',
      failure:
        error instanceof ConnectError && failure.kind === 'unauthorised'
          ? { ...failure, message: await explainRefusal(failure, error) }
          : failure,
    };
  } finally {
    clearTimeout(timer);
    expired.abort();
  }
}
