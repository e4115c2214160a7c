import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import {
  ServerEntry,
  changesTopic,
  decisionsTopic,
} from 'backstage-plugin-mcp-governance-common';
import { ChangeLogStore } from '../changes/ChangeLogStore';
import { DecisionStore } from '../changes/DecisionStore';
import { ServerStore } from '../servers/ServerStore';
import { Announcement, AnnouncementStore } from './AnnouncementStore';
import { changesEvent, decisionEvent } from './eventPayloads';
import {
  changesForConsumers,
  changesForOwner,
  decisionForOwner,
} from './notifications';

/** What telling works with. */
export interface AnnounceNeeds {
  announcements: AnnouncementStore;
  changeLog: ChangeLogStore;
  decisions: DecisionStore;
  servers: ServerStore;
  events: EventsService;
  notifications: NotificationService;
  logger: LoggerService;
  now: () => number;
}

const MOST_AT_A_TIME = 5;
/** Of each; all that are claimed together take less than the lease. */
const LONGEST_TELLING_MS = 30_000;
const LEASE_MS = 5 * 60_000;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;
/** About a day of trying. */
const MOST_FAILURES = 30;

/** Without a notifications backend in the portal nobody can be told; that is no fault. */
function isWithoutBackend(error: unknown): boolean {
  return /Request failed with status 404\b/.test(String(error));
}

async function notify(
  { notifications, logger }: AnnounceNeeds,
  notification: NotificationSendOptions | undefined,
): Promise<void> {
  if (!notification) {
    return;
  }
  try {
    await notifications.send(notification);
  } catch (error) {
    if (!isWithoutBackend(error)) {
      throw error;
    }
    logger.debug('Nobody is notified: the portal has no notifications backend');
  }
}

async function tellChanges(
  needs: AnnounceNeeds,
  channel: Announcement['channel'],
  changeId: number,
): Promise<void> {
  const record = await needs.changeLog.byNumber(changeId);
  if (channel === 'event') {
    await needs.events.publish({
      topic: changesTopic,
      eventPayload: changesEvent(record),
    });
    return;
  }
  const entry = await needs.servers.entryOf(record.entityRef);
  await notify(
    needs,
    channel === 'owner'
      ? changesForOwner(record, entry)
      : changesForConsumers(record, entry),
  );
}

async function tellDecision(
  needs: AnnounceNeeds,
  channel: Announcement['channel'],
  decisionId: number,
): Promise<void> {
  const { decision, entityRef } = await needs.decisions.byNumber(decisionId);
  const entry: ServerEntry = await needs.servers.entryOf(entityRef);
  if (channel === 'event') {
    await needs.events.publish({
      topic: decisionsTopic,
      eventPayload: decisionEvent(decision, entry),
    });
    return;
  }
  await notify(needs, decisionForOwner(decision, entry));
}

/** Waits for somebody else no longer than is good for what waits behind it. */
async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No answer within ${LONGEST_TELLING_MS} ms`)),
      LONGEST_TELLING_MS,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function tell(
  needs: AnnounceNeeds,
  announcement: Announcement,
): Promise<void> {
  const { announcements, logger, now } = needs;
  const { of, channel, failures } = announcement;
  try {
    await inTime(
      'changeId' in of
        ? tellChanges(needs, channel, of.changeId)
        : tellDecision(needs, channel, of.decisionId),
    );
  } catch (error) {
    const what = `Telling ${channel} of ${JSON.stringify(of)} failed`;
    if (failures + 1 < MOST_FAILURES) {
      logger.warn(`${what} and is tried again`, error as Error);
      const wait = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
      await announcements.postpone(announcement, now() + wait);
      return;
    }
    logger.error(`${what} for the last time`, error as Error);
  }
  await announcements.remove(announcement);
}

/** Tells everything that is due: events to other plugins, notifications to people. What fails is told later. */
export async function announceDue(
  needs: AnnounceNeeds,
  signal?: AbortSignal,
): Promise<void> {
  const { announcements, now } = needs;
  while (!signal?.aborted) {
    const claimed = await announcements.claim(MOST_AT_A_TIME, now(), LEASE_MS);
    if (claimed.length === 0) {
      return;
    }
    while (claimed.length > 0 && !signal?.aborted) {
      const [next] = claimed.splice(0, 1);
      await tell(needs, next);
    }
    await announcements.release(claimed);
  }
}
