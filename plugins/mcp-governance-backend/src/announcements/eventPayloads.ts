import {
  ChangesEvent,
  DecisionEvent,
  MOST_CHANGES_IN_EVENT,
  ServerEntry,
} from 'backstage-plugin-mcp-governance-common';
import { ChangeLogRecord } from '../changes/ChangeLogStore';
import { DecisionRecord } from '../changes/DecisionStore';
import { presentDecision, presentEntry } from '../changes/present';

/** Names come from servers: a hostile one must not make an event too large to be sent. */
const MOST_TEXT = 500;

/** Payload of the event that an entry of the change log is told by. */
export function changesEvent(record: ChangeLogRecord): ChangesEvent {
  const { changes, isAbridged: _, ...entry } = presentEntry(record);
  return {
    ...entry,
    title: entry.title.slice(0, MOST_TEXT),
    changes: changes
      .slice(0, MOST_CHANGES_IN_EVENT)
      .map(({ kind, subject, path, verdict, severity, explanation }) => ({
        kind,
        subject: subject.slice(0, MOST_TEXT),
        path: path.slice(0, MOST_TEXT),
        verdict,
        severity,
        explanation: explanation.slice(0, MOST_TEXT),
      })),
  };
}

/** Payload of the event that a decision is told by. */
export function decisionEvent(
  decision: DecisionRecord,
  { entityRef, namespace, name, title }: ServerEntry,
): DecisionEvent {
  return { entityRef, namespace, name, title, ...presentDecision(decision) };
}
