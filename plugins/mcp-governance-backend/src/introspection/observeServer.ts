import {
  HealthStanding,
  RemoteOutcome,
  SnapshotHashes,
  hashSnapshot,
  partialReason,
  remoteHealth,
  serverHealth,
} from 'backstage-plugin-mcp-governance-common';
import {
  Credentials,
  GuardedHttp,
  Introspection,
  IntrospectionLimits,
  ObservationError,
  introspect,
} from 'backstage-plugin-mcp-governance-node';
import { Claim, ClaimedRemote } from './WorkStore';

/** What one look at one remote came to. */
export interface ObservedRemote {
  remote: ClaimedRemote;
  observedAt: number;
  durationMs: number;
  result: Introspection;
  /** Hashes of the snapshot, where it is another than last time. */
  hashes?: SnapshotHashes;
  outcome: RemoteOutcome;
  /** Its era was asked for anew, whatever was known. */
  wasEraAsked: boolean;
}

/** What one look at a server came to, ready to be stored. */
export interface ObservedServer {
  claim: Claim;
  remotes: ObservedRemote[];
  standing: HealthStanding;
}

export interface ObserveOptions {
  http: GuardedHttp;
  limits: IntrospectionLimits;
  credentials: Credentials;
  /** How long a server may be taken for one of the legacy era before it is asked again. */
  eraExpiryMs: number;
  now: () => number;
}

function outcomeOf(
  remote: ClaimedRemote,
  result: Introspection,
): RemoteOutcome {
  if (result.status === 'failed') {
    return { status: 'failed', failure: result.failure };
  }
  return {
    status: 'observed',
    partialReason:
      result.status === 'observed'
        ? partialReason(result.snapshot)
        : remote.partialReason,
  };
}

async function observeRemote(
  remote: ClaimedRemote & { type: 'streamable-http' | 'sse' },
  options: ObserveOptions,
): Promise<ObservedRemote> {
  const { http, limits, credentials, eraExpiryMs, now } = options;
  const observedAt = now();
  const { fingerprint, era, eraSince } = remote;
  const isEraExpired =
    era === 'legacy' &&
    eraSince !== undefined &&
    observedAt - eraSince > eraExpiryMs;
  let result: Introspection;
  try {
    if (!URL.canParse(remote.url)) {
      throw new ObservationError('blocked', 'its URL is malformed');
    }
    const principal = await credentials.principalFor(remote.url);
    result = await introspect({
      url: remote.url,
      type: remote.type,
      principal,
      http,
      limits,
      ...(fingerprint &&
        era && {
          known: { fingerprint, era: isEraExpired ? 'modern' : era },
        }),
    });
  } catch (error) {
    if (!(error instanceof ObservationError)) {
      throw error;
    }
    result = { status: 'failed', failure: error.failure };
  }
  return {
    remote,
    observedAt,
    durationMs: Math.max(0, Math.round(now() - observedAt)),
    result,
    ...(result.status === 'observed' && {
      hashes: hashSnapshot(result.snapshot),
    }),
    outcome: outcomeOf(remote, result),
    wasEraAsked: isEraExpired,
  };
}

/** Looks at every remote of a claimed server, one after the other. */
export async function observeServer(
  claim: Claim,
  options: ObserveOptions,
): Promise<ObservedServer> {
  const remotes: ObservedRemote[] = [];
  for (const remote of claim.remotes) {
    const { type } = remote;
    if (type !== 'stdio') {
      remotes.push(await observeRemote({ ...remote, type }, options));
    }
  }
  const standings = claim.remotes.map(remote => ({
    type: remote.type,
    url: remote.url,
    standing: remoteHealth(
      remote.type,
      remotes.find(observed => observed.remote.id === remote.id)?.outcome ?? {
        status: 'never',
      },
    ),
  }));
  return { claim, remotes, standing: serverHealth(standings) };
}
