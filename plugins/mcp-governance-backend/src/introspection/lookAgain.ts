import { ConflictError } from '@backstage/errors';
import { Look, isLookedAt } from 'backstage-plugin-mcp-governance-common';
import { Request } from 'express';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { findVisibleServer } from '../servers/findVisibleServer';
import { lookOf } from '../servers/getServer';

/**
 * Puts a server at the head of the list. A second wish while the first is waiting
 * or under way changes nothing.
 *
 * @throws ConflictError where there is nothing that could be looked at.
 */
export async function lookAgain(
  needs: Dependencies,
  ref: string,
  credentials: CallerCredentials,
  request: Request,
): Promise<Look> {
  const event = await needs.auditor.createEvent({
    eventId: 'observation-request',
    severityLevel: 'low',
    request,
    meta: { entityRef: ref },
  });
  try {
    const server = await findVisibleServer(needs, ref, credentials);
    if (!isLookedAt(server.entry)) {
      throw new ConflictError(
        `${server.title} cannot be looked at from here: ${server.healthReason}`,
      );
    }
    await needs.work.request(server.id, needs.now());
    needs.sweeper.poke();
    const look = await lookOf(needs, server.id);
    await event.success();
    return look;
  } catch (error) {
    await event.fail({ error: error as Error });
    throw error;
  }
}
