import { DecideBody, Decision } from 'backstage-plugin-mcp-governance-common';
import { Request } from 'express';
import { Dependencies } from '../dependencies';
import { audited } from '../http/audited';
import { CallerCredentials } from '../http/authorize';
import { callerName } from '../http/callerName';
import { findVisibleServer } from '../servers/findVisibleServer';
import { objectionTo } from './objectionTo';
import { presentDecision } from './present';

/**
 * Approves or rejects what a server answers and its entry says, as the caller saw it.
 *
 * @throws ConflictError where it has changed since, NotAllowedError for its author.
 */
export async function decide(
  needs: Dependencies,
  ref: string,
  body: DecideBody,
  credentials: CallerCredentials,
  request: Request,
): Promise<Decision> {
  const { approvals, auditor, now } = needs;
  const event = {
    eventId: 'change-decision',
    severityLevel: 'high' as const,
    request,
    meta: { entityRef: ref, decision: body.decision, pair: body.pair },
  };
  return audited(auditor, event, async note => {
    const server = await findVisibleServer(needs, ref, credentials);
    const reading = await approvals.read(server.id);
    const objection = await objectionTo(
      approvals,
      server.id,
      reading,
      credentials,
    );
    if (objection) {
      throw objection;
    }
    const by = callerName(credentials);
    const decision = await approvals.decide(server.id, body, by, now());
    note({ decisionId: decision.id, reason: decision.reason });
    return presentDecision(decision);
  });
}
