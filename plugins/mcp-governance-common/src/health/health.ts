import { Transport } from '../entry';
import { Failure, Snapshot, sectionNames } from '../snapshot';

export const healths = [
  'healthy',
  'degraded',
  'unreachable',
  'unauthorised',
  'not-observed',
] as const;
export type Health = (typeof healths)[number];

/** How a remote or a server is, and why where it is not healthy. */
export interface HealthStanding {
  health: Health;
  reason?: string;
}

/** What the latest observation of one remote came to. */
export type RemoteOutcome =
  | { status: 'never' }
  /** Nobody here looked; its owner uploaded a snapshot on that day. */
  | { status: 'uploaded'; on: string }
  | { status: 'observed'; partialReason?: string }
  | { status: 'failed'; failure: Failure };

/** Which sections of a snapshot could not be listed, in a sentence; `undefined` where all could. */
export function partialReason(snapshot: Snapshot): string | undefined {
  const reasons = sectionNames.flatMap(name => {
    const section = snapshot[name];
    return section.status === 'failed'
      ? [`${name} could not be listed: ${section.error.message}`]
      : [];
  });
  return reasons.length > 0 ? reasons.join('; ') : undefined;
}

/** The health of one remote by its latest observation. */
export function remoteHealth(
  type: Transport,
  outcome: RemoteOutcome,
): HealthStanding {
  if (outcome.status === 'uploaded') {
    return {
      health: 'not-observed',
      reason: `snapshot uploaded by its owner on ${outcome.on}; ${
        type === 'stdio'
          ? 'stdio, never run from here'
          : 'not looked at from here yet'
      }`,
    };
  }
  if (type === 'stdio') {
    return {
      health: 'not-observed',
      reason: 'stdio: introspected by its owner’s CI, never run from here',
    };
  }
  if (outcome.status === 'never') {
    return { health: 'not-observed', reason: 'not looked at yet' };
  }
  if (outcome.status === 'failed') {
    return {
      health:
        outcome.failure.kind === 'unauthorised'
          ? 'unauthorised'
          : 'unreachable',
      reason: outcome.failure.message,
    };
  }
  return outcome.partialReason
    ? { health: 'degraded', reason: outcome.partialReason }
    : { health: 'healthy' };
}

const worstFirst: readonly Health[] = [
  'unreachable',
  'unauthorised',
  'not-observed',
];

/**
 * The health of a server by its remotes: degraded where one is connected but
 * not all is well, else as the worst. A stdio remote beside others says nothing.
 */
export function serverHealth(
  remotes: readonly {
    type: Transport;
    url: string;
    standing: HealthStanding;
  }[],
): HealthStanding {
  const observable = remotes.filter(({ type }) => type !== 'stdio');
  const judged = observable.length > 0 ? observable : remotes;
  if (judged.length === 0) {
    return { health: 'not-observed', reason: 'no endpoint' };
  }
  const ailing = judged.filter(({ standing }) => standing.health !== 'healthy');
  const reason = ailing
    .map(({ url, standing }) =>
      judged.length > 1 ? `${url}: ${standing.reason}` : standing.reason,
    )
    .join('; ');
  if (ailing.length === 0) {
    return { health: 'healthy' };
  }
  const isConnected = judged.some(
    ({ standing }) =>
      standing.health === 'healthy' || standing.health === 'degraded',
  );
  if (isConnected) {
    return { health: 'degraded', reason };
  }
  const worst = worstFirst.find(health =>
    ailing.some(({ standing }) => standing.health === health),
  );
  return { health: worst ?? 'not-observed', reason };
}
