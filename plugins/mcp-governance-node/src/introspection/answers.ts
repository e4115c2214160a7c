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
import { Connection, capabilitiesOf } from './handshake';
import { IntrospectionLimits } from './limits';
import {
  RawSection,
  listMethods,
  listSection,
  readSection,
} from './listSection';

/** Everything that a server answered in one observation, as it was received. */
export interface RawAnswers {
  connection: Connection;
  sections: Record<SectionName, RawSection>;
  auth: AuthPosture;
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

/** Lists every section on a connection, one after the other. */
export async function listSections(
  connection: Connection,
  limits: IntrospectionLimits,
): Promise<RawAnswers['sections']> {
  const sections = {} as RawAnswers['sections'];
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
  return sections;
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

/** What a caller without a credential was answered, where that is who asked. */
export function anonymousPosture({
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

/** What raw answers come to; `unchanged` where they are those of the known fingerprint. */
export function digestAnswers(
  raw: RawAnswers,
  principal: string,
  limits: IntrospectionLimits,
  known?: string,
): Introspection {
  const fingerprint = digest(raw, principal);
  return fingerprint === known
    ? { status: 'unchanged' }
    : {
        status: 'observed',
        fingerprint,
        snapshot: toSnapshot(raw, principal, limits),
      };
}
