import { Page } from '@playwright/test';
import {
  LONG_WORD,
  approval,
  baseline,
  change,
  changes,
  daysAgo,
  hash,
  severities,
  snapshot,
} from './driftedNotes';

function entry(index: number) {
  const [verdict, cause] = (
    [
      ['security', 'snapshot'],
      ['breaking', 'snapshot'],
      ['unknown', 'snapshot'],
      ['behavioural', 'entry'],
      ['compatible', 'snapshot'],
      ['none', 'snapshot'],
    ] as const
  )[index % 6];
  const own =
    verdict === 'security'
      ? changes
      : [
          change(
            verdict,
            'item-detail-changed',
            'prompt:weekly_digest',
            'A detail of weekly_digest changed.',
          ),
        ];
  const counts: Record<string, number> = {};
  own.forEach(one => {
    counts[one.verdict] = (counts[one.verdict] ?? 0) + 1;
  });
  return {
    id: `entry-${index}`,
    at: daysAgo(index / 3),
    entityRef: 'api:default/notes',
    namespace: 'default',
    name: 'notes',
    title: index % 2 === 0 ? 'Team notes' : `Notes of ${LONG_WORD}`,
    owner: index % 2 === 0 ? 'group:default/platform' : null,
    cause,
    remote:
      cause === 'snapshot' ? `https://${LONG_WORD}.example.com/mcp` : null,
    before: hash('1'),
    after: hash('2'),
    verdict,
    severity: severities[verdict],
    counts,
    changes: own,
  };
}

/** Answers for a fleet in which much has changed, and for Team notes, of which much has to be approved. */
export async function showDriftedFleet(page: Page): Promise<void> {
  const log = Array.from({ length: 60 }, (_, index) => entry(index));
  await page.route(
    /\/mcp-governance(\/servers\/default\/notes)?\/changes\?/,
    route => {
      const cursor = Number(
        new URL(route.request().url()).searchParams.get('cursor') ?? 0,
      );
      const next =
        cursor +
        Number(new URL(route.request().url()).searchParams.get('limit'));
      return route.fulfill({
        json: {
          items: log.slice(cursor, next),
          totalItems: log.length,
          ...(next < log.length && { nextCursor: String(next) }),
        },
      });
    },
  );
  await page.route(/\/servers\/default\/notes\/approval$/, route =>
    route.fulfill({ json: approval }),
  );
  await page.route(/\/servers\/default\/notes\/decisions\?/, route =>
    route.fulfill({ json: { items: [baseline], totalItems: 1 } }),
  );
  await page.route(/\/servers\/default\/notes\/snapshots\/sha256/, route =>
    route.fulfill({
      json: snapshot(
        decodeURIComponent(route.request().url()).includes(hash('1')),
      ),
    }),
  );
}
