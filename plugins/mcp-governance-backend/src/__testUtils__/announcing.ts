import { mockServices } from '@backstage/backend-test-utils';
import { EventParams } from '@backstage/plugin-events-node';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Json, Snapshot } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { AnnouncementStore } from '../announcements/AnnouncementStore';
import { AnnounceNeeds, announceDue } from '../announcements/announceDue';
import { ChangeLogStore } from '../changes/ChangeLogStore';
import { DecisionStore } from '../changes/DecisionStore';
import { ServerStore } from '../servers/ServerStore';
import { saveEntities } from '../testUtils';
import { serverEntity } from './entries';
import { migrated } from './migrated';
import { arrive, snapshotWith } from './snapshots';

const ref = 'api:default/s';
const governance: Json = {
  ownership: { primary: 'alice', security: 'group:default/security' },
  consumers: ['group:default/sales', 'group:default/support'],
};
/** Somebody who is told things, with every telling kept. */
function listener(knex: Knex) {
  const sent: NotificationSendOptions[] = [];
  const published: EventParams[] = [];
  const events = mockServices.events.mock();
  events.publish.mockImplementation(async event => {
    published.push(event);
  });
  const needs: AnnounceNeeds = {
    announcements: AnnouncementStore.create(knex),
    changeLog: ChangeLogStore.create(knex),
    decisions: DecisionStore.create(knex),
    servers: ServerStore.create(knex),
    events,
    notifications: {
      async send(notification) {
        sent.push(notification);
      },
    },
    logger: mockServices.logger.mock(),
    now: () => 1_000_000,
  };
  return { needs, sent, published, tell: () => announceDue(needs) };
}

/** A server on a fresh database, and somebody who is told of it. */
export async function announcingServer(
  database: Knex,
  overrides: Parameters<typeof serverEntity>[1] = {},
) {
  const knex = await migrated(database);
  await saveEntities(knex, [
    serverEntity('s', { title: 'The S', governance, ...overrides }),
  ]);
  let at = 10_000;
  const see = (tools: Json[], more?: Partial<Snapshot>) =>
    arrive(knex, ref, snapshotWith(tools, more), (at += 1_000));
  const left = () => knex('announcements').orderBy('id').select();
  return { knex, see, left, ...listener(knex) };
}
