import { mockServices } from '@backstage/backend-test-utils';
import { changesEventSchema } from 'backstage-plugin-mcp-governance-common';
import { announcingServer } from '../__testUtils__/announcing';
import { bothDatabases } from '../__testUtils__/databases';
import { readingTool } from '../__testUtils__/snapshots';
import { AnnouncementStore } from './AnnouncementStore';
import { announceDue } from './announceDue';

jest.setTimeout(150_000);

const [a, b] = [readingTool('a'), readingTool('b')];

describe('announceDue', () => {
  const databases = bothDatabases();

  describe.each(databases.eachSupportedId())('on %s', id => {
    const setUp = async () => announcingServer(await databases.init(id));

    it('tells once, however many replicas tell', async () => {
      const { knex, see, needs, sent, published, left } = await setUp();
      await see([a]);
      for (let i = 0; i < 12; i++) {
        await see([readingTool(`tool_${i}`)]);
      }
      const replicas = Array.from({ length: 4 }, () =>
        announceDue({
          ...needs,
          announcements: AnnouncementStore.create(knex),
        }),
      );
      await Promise.all(replicas);
      expect(published).toHaveLength(12);
      expect(
        new Set(
          published.map(
            ({ eventPayload }) => changesEventSchema.parse(eventPayload).id,
          ),
        ).size,
      ).toBe(12);
      expect(sent).toHaveLength(24);
      expect(await left()).toEqual([]);
    });

    it('tells again later what failed, and everything else at once', async () => {
      const { knex, see, published, needs, left } = await setUp();
      await see([a, b]);
      await see([a]);
      let now = 100_000;
      const logger = mockServices.logger.mock();
      const send = jest.fn().mockRejectedValue(new Error('no mail today'));
      const unlucky = {
        ...needs,
        logger,
        notifications: { send },
        now: () => now,
      };
      await announceDue(unlucky);
      expect(published).toHaveLength(1);
      expect(send).toHaveBeenCalledTimes(2);
      expect(logger.warn).toHaveBeenCalledTimes(2);
      await announceDue(unlucky);
      expect(send).toHaveBeenCalledTimes(2);
      now += 30_000;
      await announceDue(unlucky);
      expect(send).toHaveBeenCalledTimes(4);
      now += 60_000;
      send.mockResolvedValue(undefined);
      await announceDue(unlucky);
      expect(send).toHaveBeenCalledTimes(6);
      expect(await left()).toEqual([]);
      expect(published).toHaveLength(1);
      // In the end it is given up, and said.
      await see([]);
      await knex('announcements').update({ failures: 29 });
      send.mockRejectedValue(new Error('never again'));
      now += 1;
      await announceDue(unlucky);
      expect(await left()).toEqual([]);
      expect(logger.error).toHaveBeenCalledTimes(2);
    });

    it('takes over what another replica claimed and did not tell', async () => {
      const { see, needs, sent } = await setUp();
      await see([a, b]);
      await see([a]);
      const claimed = await needs.announcements.claim(10, 50_000, 1_000);
      expect(claimed.map(({ channel }) => channel)).toEqual([
        'event',
        'consumers',
        'owner',
      ]);
      await announceDue({ ...needs, now: () => 50_500 });
      expect(sent).toEqual([]);
      await announceDue({ ...needs, now: () => 51_500 });
      expect(sent).toHaveLength(2);
      // Who comes too late changes nothing.
      await needs.announcements.postpone(claimed[0], 99_000);
    });

    it('goes on without a notifications backend', async () => {
      const { see, needs, left } = await setUp();
      await see([a, b]);
      await see([a]);
      const logger = mockServices.logger.mock();
      await announceDue({
        ...needs,
        logger,
        notifications: {
          send: () =>
            Promise.reject(
              new Error(
                'Failed to send notifications: Error: Request failed with status 404',
              ),
            ),
        },
      });
      expect(await left()).toEqual([]);
      expect(logger.warn).not.toHaveBeenCalled();
    });
  });
});
