import { ReleaseRecords } from './releaseRecords';

/** What a new store starts with: the demo organisation's services over the last weeks. */
export const seedRecords: ReleaseRecords = {
  services: {
    checkout: {
      releases: [
        {
          version: '4.18.0',
          commit: '9c41d7e',
          releasedAt: '2026-11-18T13:05:00Z',
          releasedBy: 'user:default/nadia-rahman',
          outcome: 'live',
          notes: 'Shows delivery dates before payment.',
        },
        {
          version: '4.17.2',
          commit: '51f0b3a',
          releasedAt: '2026-11-12T09:40:00Z',
          releasedBy: 'user:default/hanna-kovacs',
          outcome: 'superseded',
          notes: 'Retries the tax service once.',
        },
        {
          version: '4.17.1',
          commit: '0e88c42',
          releasedAt: '2026-11-10T15:20:00Z',
          releasedBy: 'user:default/nadia-rahman',
          outcome: 'rolled-back',
          notes: 'New rounding of split payments.',
        },
        {
          version: '4.17.0',
          commit: 'b7d2196',
          releasedAt: '2026-11-03T10:00:00Z',
          releasedBy: 'user:default/nadia-rahman',
          outcome: 'superseded',
          notes: 'Gift cards in several currencies.',
        },
      ],
      lastRollback: {
        state: 'completed',
        fromVersion: '4.17.1',
        toVersion: '4.17.0',
        startedAt: '2026-11-10T16:02:00Z',
        reason: 'Split payments were off by a cent.',
      },
      flags: [
        {
          name: 'delivery-dates',
          description: 'Shows delivery dates before payment.',
          enabled: true,
          createdAt: '2026-10-27T08:30:00Z',
        },
        {
          name: 'pay-by-invoice',
          description: 'Offers invoices to business customers.',
          enabled: false,
          createdAt: '2026-11-05T11:10:00Z',
        },
      ],
    },
    storefront: {
      releases: [
        {
          version: '2026.46.1',
          commit: 'a33e90d',
          releasedAt: '2026-11-19T07:45:00Z',
          releasedBy: 'user:default/samir-haddad',
          outcome: 'live',
          notes: 'Product pages load their pictures later.',
        },
        {
          version: '2026.45.0',
          commit: '6bd1f58',
          releasedAt: '2026-11-09T07:50:00Z',
          releasedBy: 'user:default/samir-haddad',
          outcome: 'superseded',
          notes: 'Search suggests categories.',
        },
      ],
      flags: [
        {
          name: 'late-pictures',
          description: 'Loads pictures when they scroll into view.',
          enabled: true,
          createdAt: '2026-11-02T14:00:00Z',
        },
      ],
    },
    billing: {
      releases: [
        {
          version: '1.9.4',
          commit: 'f20c6b1',
          releasedAt: '2026-11-14T12:15:00Z',
          releasedBy: 'user:default/hanna-kovacs',
          outcome: 'live',
          notes: 'Archives invoices after ten years.',
        },
        {
          version: '1.9.3',
          commit: '7ea5d04',
          releasedAt: '2026-10-30T12:00:00Z',
          releasedBy: 'user:default/hanna-kovacs',
          outcome: 'superseded',
          notes: 'Faster monthly statements.',
        },
      ],
      lastRollback: {
        state: 'failed',
        fromVersion: '1.9.2',
        toVersion: '1.9.1',
        startedAt: '2026-10-21T17:30:00Z',
        reason:
          'A database change could not be undone; fixed forward in 1.9.3.',
      },
      flags: [],
    },
    identity: {
      releases: [
        {
          version: '3.2.0',
          commit: '18d94fc',
          releasedAt: '2026-11-17T10:30:00Z',
          releasedBy: 'user:default/samir-haddad',
          outcome: 'live',
          notes: 'Passkeys for every account.',
        },
      ],
      flags: [
        {
          name: 'passkeys',
          description: 'Lets people sign in with a passkey.',
          enabled: true,
          createdAt: '2026-09-28T09:00:00Z',
        },
      ],
    },
  },
};
