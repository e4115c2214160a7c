import { parseEntityRef } from '@backstage/catalog-model';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { ServerEntry, Verdict } from 'backstage-plugin-mcp-governance-common';
import { ChangeLogRecord } from '../changes/ChangeLogStore';
import { DecisionRecord } from '../changes/DecisionStore';
import { driftPath } from './entityPage';
import { countsInWords, plainLine } from './words';

type Severity = NotificationSendOptions['payload']['severity'];

const severities: Record<Verdict, Severity> = {
  security: 'critical',
  breaking: 'high',
  unknown: 'normal',
  behavioural: 'normal',
  compatible: 'low',
  none: 'low',
};

const MOST_TITLE = 120;
const MOST_LINE = 300;
const MOST_NAMED = 3;

/** The entity references among names of people and teams: an e-mail address can be told nothing. */
function references(refs: readonly (string | undefined)[]): string[] {
  return [...new Set(refs)].filter((ref): ref is string => {
    if (ref === undefined || ref.includes('@')) {
      return false;
    }
    try {
      parseEntityRef(ref);
      return true;
    } catch {
      return false;
    }
  });
}

/** Who is told of decisions about a server, as entity references. */
export function toldOfDecisions({
  owner,
}: Pick<ServerEntry, 'owner'>): string[] {
  return references([owner]);
}

function send(
  entityRef: string[],
  payload: NotificationSendOptions['payload'],
  excludeEntityRef?: string,
): NotificationSendOptions | undefined {
  return entityRef.length === 0
    ? undefined
    : {
        recipients: {
          type: 'entity',
          entityRef,
          ...(excludeEntityRef && { excludeEntityRef }),
        },
        payload,
      };
}

/** For all who are told of changes. The next of the same verdict takes the place of this. */
function payloadOf(record: ChangeLogRecord) {
  return {
    link: driftPath(record),
    severity: severities[record.verdict],
    topic: 'MCP server changes',
    scope: `changes ${record.verdict} ${record.entityRef}`,
  };
}

/** For the owner, and for security changes the security contact: one for all changes of an entry. */
export function changesForOwner(
  record: ChangeLogRecord,
  entry: Pick<ServerEntry, 'owner' | 'governance'>,
): NotificationSendOptions | undefined {
  const named = record.changes.slice(0, MOST_NAMED);
  const total = Object.values(record.counts).reduce((a, b) => a + b, 0);
  return send(
    references([
      entry.owner,
      ...(record.verdict === 'security'
        ? [entry.governance.ownership?.security]
        : []),
    ]),
    {
      ...payloadOf(record),
      title: `${plainLine(record.title, MOST_TITLE)}: ${countsInWords(
        record.counts,
      )}`,
      description: [
        ...named.map(({ explanation }) => plainLine(explanation, MOST_LINE)),
        ...(total > named.length ? [`And ${total - named.length} more.`] : []),
      ].join(' '),
    },
  );
}

/** For those who use a server. What it is stays on its page, which only those see who may see the server. */
export function changesForConsumers(
  record: ChangeLogRecord,
  entry: Pick<ServerEntry, 'governance'>,
): NotificationSendOptions | undefined {
  return send(references(entry.governance.consumers ?? []), {
    ...payloadOf(record),
    title: `${plainLine(
      record.title,
      MOST_TITLE,
    )}, which you use: ${countsInWords(record.counts)}`,
    description: 'Its page says which, and whom to ask.',
  });
}

/** For the owner, unless they decided themselves. */
export function decisionForOwner(
  decision: DecisionRecord,
  entry: Pick<
    ServerEntry,
    'entityRef' | 'namespace' | 'name' | 'title' | 'owner'
  >,
): NotificationSendOptions | undefined {
  return send(
    toldOfDecisions(entry),
    {
      link: driftPath(entry),
      severity: decision.decision === 'rejected' ? 'high' : 'low',
      topic: 'MCP server approvals',
      scope: `decision ${entry.entityRef}`,
      title: `${plainLine(entry.title, MOST_TITLE)} was ${decision.decision}`,
      description: `By ${decision.by}: ${plainLine(
        decision.reason,
        MOST_LINE,
      )}`,
    },
    decision.by,
  );
}
