import { ConflictError, NotAllowedError } from '@backstage/errors';
import { CallerCredentials } from '../http/authorize';
import { callerName } from '../http/callerName';
import { ApprovalStore } from './ApprovalStore';
import { ApprovalReading } from './readApproval';

/** Why a caller who has the permission may not decide about a server all the same; nothing where they may. */
export async function objectionTo(
  approvals: ApprovalStore,
  serverId: number,
  reading: ApprovalReading,
  credentials: CallerCredentials,
): Promise<ConflictError | NotAllowedError | undefined> {
  if (credentials.principal.type !== 'user') {
    return new NotAllowedError('Changes are approved and rejected by people.');
  }
  if (!reading.latest) {
    return new ConflictError(
      'Nothing was observed yet, so there is nothing to decide about.',
    );
  }
  const caller = callerName(credentials).toLowerCase();
  const authors = await approvals.authors(serverId, reading);
  return authors.some(author => author.toLowerCase() === caller)
    ? new NotAllowedError(
        'You issued the token with which a snapshot was uploaded since: someone else has to decide about it.',
      )
    : undefined;
}
