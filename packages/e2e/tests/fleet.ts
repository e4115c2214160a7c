import { Page, Route } from '@playwright/test';

const LONG_WORD =
  'Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenverleih';
const COUNT = 500;

function server(index: number) {
  const name = `${LONG_WORD.toLowerCase()}-${index}`;
  return {
    entityRef: `api:${LONG_WORD.toLowerCase()}/${name}`,
    namespace: LONG_WORD.toLowerCase(),
    name,
    title: `${LONG_WORD} ${index} of all the servers that anybody ever registered`,
    purpose: `${LONG_WORD}${LONG_WORD} ${'and a purpose that does not end '.repeat(
      12,
    )}`,
    system: null,
    owner: `group:default/${LONG_WORD.toLowerCase()}`,
    domain: LONG_WORD.toLowerCase(),
    status: ['active', 'deprecated', 'quarantined'][index % 3],
    lifecycle: LONG_WORD,
    origin: null,
    transport: 'streamable-http',
    health: ['healthy', 'degraded', 'unreachable'][index % 3],
    healthReason: LONG_WORD.repeat(4),
    tools: { count: 1000, mutating: 1000 },
    drift: { status: 'drift', count: 12345, kinds: {} },
    approval: { status: 're-approval-needed', material: 12345 },
    lastObservedAt: '2026-11-20T08:00:00.000Z',
    audit: { status: 'overdue', nextDue: '2020-01-01', explanation: LONG_WORD },
  };
}

/** Answers for a fleet of servers with long names, page by page. */
export async function showLargeFleet(page: Page): Promise<void> {
  const items = Array.from({ length: COUNT }, (_, index) => server(index));
  await page.route(/\/api\/mcp-governance\/servers\?/, (route: Route) => {
    const query = new URL(route.request().url()).searchParams;
    const offset = Number(query.get('offset'));
    const limit = Number(query.get('limit'));
    return route.fulfill({
      json: {
        items: items.slice(offset, offset + limit),
        totalItems: COUNT,
      },
    });
  });
  await page.route(/\/servers\/facets/, (route: Route) => {
    const long = Array.from({ length: 200 }, (_, index) => ({
      value: `${LONG_WORD.toLowerCase()}${index}`,
      count: COUNT,
    }));
    return route.fulfill({
      json: {
        owner: [],
        domain: long,
        status: [],
        health: [],
        drift: [],
        approval: [],
      },
    });
  });
}

function deepSchema(depth: number): object {
  return {
    type: 'object',
    required: [`${LONG_WORD}${depth}`],
    properties: {
      [`${LONG_WORD}${depth}`]:
        depth === 0
          ? {
              type: 'string',
              enum: Array.from({ length: 60 }, (_, index) => LONG_WORD + index),
              description: LONG_WORD.repeat(5),
            }
          : deepSchema(depth - 1),
    },
  };
}

/** Gives Team notes three hundred tools with long names and deep schemas. */
export async function showManyTools(page: Page): Promise<void> {
  const none = { listing: { status: 'not-advertised' }, items: [] };
  await page.route(/\/servers\/default\/notes\/tools/, route =>
    route.fulfill({
      json: {
        totalItems: 300,
        listing: { status: 'listed' },
        instructions: LONG_WORD.repeat(20),
        prompts: {
          listing: { status: 'listed' },
          items: Array.from({ length: 100 }, (_, index) => ({
            name: `${LONG_WORD}_${index}`,
            description: LONG_WORD.repeat(3),
          })),
        },
        resources: none,
        resourceTemplates: none,
        items: Array.from({ length: 300 }, (_, index) => ({
          name: `${LONG_WORD}_${index}`,
          description: `${LONG_WORD} `.repeat(20),
          isDeclared: index % 2 === 0,
          isLive: true,
          mutates: { value: true, basis: 'default' },
          requiresConfirmation: true,
          scopesRequired: [LONG_WORD, `${LONG_WORD}:write`],
          systems: [LONG_WORD],
          dataClass: 'internal',
          inputSchema: deepSchema(8),
        })),
      },
    }),
  );
}
