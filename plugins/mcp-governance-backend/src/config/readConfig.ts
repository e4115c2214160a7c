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

/** The plugin's configuration, checked and in milliseconds. */
export interface GovernanceConfig {
  /** How often the catalog is read. */
  projectionIntervalMs: number;
  intervalMs: number;
  maxBackoffMs: number;
  concurrency: number;
  leaseMs: number;
  eraExpiryMs: number;
  limits: IntrospectionLimits;
  egress: EgressPolicy;
  credentials: HostCredential[];
  /** Below which catalog files of type `file` may be read to find lines. */
  fileTargets: string[];
}

const root = 'mcpGovernance.introspection';

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
  key: string,
  fallback: number,
): number {
  const value = config?.getOptionalNumber(key) ?? fallback;
  if (!Number.isInteger(value) || value < 1) {
    throw new InputError(
      `${root}.${key} must be a whole number from 1 on, not ${value}`,
    );
  }
  return value;
}

function readLimits(config: Config | undefined): IntrospectionLimits {
  const limits = config?.getOptionalConfig('limits');
  const number = (key: keyof IntrospectionLimits) =>
    positive(limits, key, defaultLimits[key]);
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
    `${root}.credentials: the type of ${host} must be "bearer" or "oauth-client-credentials", not "${type}"`,
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
    throw new InputError(`${root}.egress.allow: ${(error as Error).message}`);
  }
}

/** @throws InputError that names the key and what it may hold. */
export function readConfig(config: Config): GovernanceConfig {
  const section = config.getOptionalConfig(root);
  const limits = readLimits(section);
  const intervalMs = duration(section, 'frequency', { minutes: 15 });
  return {
    projectionIntervalMs: duration(
      config.getOptionalConfig('mcpGovernance.projection'),
      'frequency',
      { seconds: 5 },
    ),
    intervalMs,
    maxBackoffMs: duration(section, 'maxBackoff', { hours: 6 }),
    concurrency: positive(section, 'concurrency', 16),
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
    fileTargets: (config.getOptionalConfigArray('catalog.locations') ?? [])
      .filter(location => location.getOptionalString('type') === 'file')
      .map(location => location.getString('target')),
  };
}
