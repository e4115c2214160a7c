import { RemoteOutcome, remoteHealth, serverHealth } from './health';

const healthy: RemoteOutcome = { status: 'observed' };
const partial: RemoteOutcome = {
  status: 'observed',
  partialReason: 'no tools',
};
const down: RemoteOutcome = {
  status: 'failed',
  failure: { kind: 'refused', message: 'the connection was refused' },
};
const locked: RemoteOutcome = {
  status: 'failed',
  failure: { kind: 'unauthorised', message: 'answered 401' },
};
const never: RemoteOutcome = { status: 'never' };

const of = (...outcomes: (RemoteOutcome | 'stdio')[]) =>
  serverHealth(
    outcomes.map((outcome, index) => {
      const type = outcome === 'stdio' ? 'stdio' : 'streamable-http';
      return {
        type,
        url: `u${index}`,
        standing: remoteHealth(type, outcome === 'stdio' ? never : outcome),
      };
    }),
  );

describe('serverHealth', () => {
  it.each([
    [of(healthy), 'healthy', undefined],
    [of(healthy, 'stdio'), 'healthy', undefined],
    [of(partial), 'degraded', 'no tools'],
    [of(healthy, down), 'degraded', 'u1: the connection was refused'],
    [of(down), 'unreachable', 'the connection was refused'],
    [
      of(down, locked),
      'unreachable',
      expect.stringContaining('u1: answered 401'),
    ],
    [of(locked), 'unauthorised', 'answered 401'],
    [of(never), 'not-observed', 'not looked at yet'],
    [of('stdio'), 'not-observed', expect.stringContaining('owner’s CI')],
    [of(), 'not-observed', 'no endpoint'],
  ])('%j', (standing, health, reason) => {
    expect(standing).toEqual({
      health,
      ...(reason !== undefined && { reason }),
    });
  });
});

describe('remoteHealth', () => {
  it('is not better by what an owner uploaded, and says when that was', () => {
    const uploaded: RemoteOutcome = { status: 'uploaded', on: '2026-11-20' };
    expect(remoteHealth('stdio', uploaded)).toEqual({
      health: 'not-observed',
      reason:
        'snapshot uploaded by its owner on 2026-11-20; stdio, never run from here',
    });
    expect(remoteHealth('sse', uploaded)).toEqual({
      health: 'not-observed',
      reason:
        'snapshot uploaded by its owner on 2026-11-20; not looked at from here yet',
    });
  });
});
