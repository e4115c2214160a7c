import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration, durationToMilliseconds } from '@backstage/types';
import {
  EgressPolicy,
  EgressRule,
  HostCredential,
  IntrospectionLimits,
  defaultLimits,
} from 'backstage-plugin-mcp-governance-node';
import { Retention } from '../introspection/compactObservations';

/** The plugin's configuration, checked and in milliseconds. */
export interface GovernanceConfig {
  /** How often the catalog is read. */
  projectionIntervalMs: number;
  intervalMs: number;
  maxBackoffMs: number;
  concurrency: number;
  hostConcurrency: number;
  leaseMs: number;
  eraExpiryMs: number;
  limits: IntrospectionLimits;
  egress: EgressPolicy;
  credentials: HostCredential[];
  retention: Retention & { intervalMs: number };
  uploads: { maxBytes: number; maxPerMinute: number };
  /** Below which catalog files of type `file` may be read to find lines. */
  fileTargets: string[];
}

const root = 'mcpGovernance';

function duration(
  config: Config | undefined,
  key: string,
  fallback: HumanDuration,
): number {
  return durationToMilliseconds(
    config?.has(key) ? readDurationFromConfig(config, { key }) : fallback,
  );
}

function positive(
  config: Config | undefined,
  section: string,
  key: string,
  fallback: number,
): number {
  const value = config?.getOptionalNumber(key) ?? fallback;
  if (!Number.isInteger(value) || value < 1) {
    throw new InputError(
      `${root}.${section}.${key} must be a whole number from 1 on, not ${value}`,
    );
  }
  return value;
}

function readLimits(config: Config | undefined): IntrospectionLimits {
  const limits = config?.getOptionalConfig('limits');
  const number = (key: keyof IntrospectionLimits) =>
    positive(limits, 'introspection.limits', key, defaultLimits[key]);
  return {
    connectTimeoutMs: duration(limits, 'connectTimeout', {
      milliseconds: defaultLimits.connectTimeoutMs,
    }),
    totalTimeoutMs: duration(limits, 'totalTimeout', {
      milliseconds: defaultLimits.totalTimeoutMs,
    }),
    maxResponseBytes: number('maxResponseBytes'),
    maxTotalBytes: number('maxTotalBytes'),
    maxRedirects: number('maxRedirects'),
    maxPages: number('maxPages'),
    maxItems: number('maxItems'),
    maxDepth: number('maxDepth'),
    maxNodes: number('maxNodes'),
  };
}

function readCredential(config: Config): HostCredential {
  const host = config.getString('host');
  const name = config.getOptionalString('name');
  const type = config.getString('type');
  if (type === 'bearer') {
    return { type, host, name, token: config.getString('token') };
  }
  if (type === 'oauth-client-credentials') {
    return {
      type,
      host,
      name,
      tokenUrl: config.getString('tokenUrl'),
      clientId: config.getString('clientId'),
      clientSecret: config.getString('clientSecret'),
      scope: config.getOptionalString('scope'),
      resource: config.getOptionalString('resource'),
    };
  }
  throw new InputError(
    `${root}.introspection.credentials: the type of ${host} must be "bearer" or "oauth-client-credentials", not "${type}"`,
  );
}

function readEgress(config: Config | undefined): EgressPolicy {
  const rules = (config?.getOptionalConfigArray('egress.allow') ?? []).map(
    (rule): EgressRule => ({
      host: rule.getString('host'),
      addresses: rule.getOptionalStringArray('addresses'),
    }),
  );
  try {
    return EgressPolicy.fromRules(rules);
  } catch (error) {
    throw new InputError(
      `${root}.introspection.egress.allow: ${(error as Error).message}`,
    );
  }
}

function readRetention(config: Config): GovernanceConfig['retention'] {
  const section = config.getOptionalConfig(`${root}.retention`);
  const keepAllMs = duration(section, 'keepAll', { days: 30 });
  const keepDailyMs = duration(section, 'keepDaily', {
    milliseconds: Math.max(keepAllMs, durationToMilliseconds({ days: 400 })),
  });
  if (keepDailyMs < keepAllMs) {
    throw new InputError(
      `${root}.retention.keepDaily must not be shorter than keepAll: both count from today`,
    );
  }
  return {
    keepAllMs,
    keepDailyMs,
    intervalMs: duration(section, 'frequency', { hours: 6 }),
  };
}

function readUploads(config: Config): GovernanceConfig['uploads'] {
  const section = config.getOptionalConfig(`${root}.uploads`);
  return {
    maxBytes: positive(section, 'uploads', 'maxBytes', 8 * 1024 * 1024),
    maxPerMinute: positive(section, 'uploads', 'maxPerMinute', 120),
  };
}

/** The local files that the admin registered with the catalog, as patterns; of a folder everything below counts. */
function readFileTargets(config: Config): string[] {
  const locations = config.getOptionalConfigArray('catalog.locations') ?? [];
  const playbooks = config.getOptionalConfig(
    'catalog.providers.mcpGovernancePlaybook',
  );
  const targetsOf = (places: readonly Config[]) =>
    places
      .filter(place => place.getOptionalString('type') === 'file')
      .map(place => place.getString('target'));
  return [
    ...targetsOf(locations),
    ...targetsOf(
      (playbooks?.keys() ?? []).flatMap(id => playbooks?.getConfig(id) ?? []),
    ).map(target => (/\.ya?ml$/.test(target) ? target : `${target}/*.yaml`)),
  ];
}

/** @throws InputError that names the key and what it may hold. */
export function readConfig(config: Config): GovernanceConfig {
  const section = config.getOptionalConfig(`${root}.introspection`);
  const limits = readLimits(section);
  const intervalMs = duration(section, 'frequency', { minutes: 15 });
  return {
    projectionIntervalMs: duration(
      config.getOptionalConfig(`${root}.projection`),
      'frequency',
      { seconds: 5 },
    ),
    intervalMs,
    maxBackoffMs: duration(section, 'maxBackoff', { hours: 6 }),
    concurrency: positive(section, 'introspection', 'concurrency', 16),
    hostConcurrency: positive(section, 'introspection', 'hostConcurrency', 8),
    // Three servers in a row that use up their time, and some to spare.
    leaseMs: duration(section, 'lease', {
      milliseconds: 3 * limits.totalTimeoutMs + 15_000,
    }),
    eraExpiryMs: duration(section, 'eraExpiry', { hours: 24 }),
    limits,
    egress: readEgress(section),
    credentials: (section?.getOptionalConfigArray('credentials') ?? []).map(
      readCredential,
    ),
    retention: readRetention(config),
    uploads: readUploads(config),
    fileTargets: readFileTargets(config),
  };
}
