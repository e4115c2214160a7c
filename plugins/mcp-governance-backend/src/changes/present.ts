import {
  ChangeLogEntry,
  Decision,
  severityOf,
} from 'backstage-plugin-mcp-governance-common';
import { toIso } from '../database/json';
import { ChangeLogRecord } from './ChangeLogStore';
import { DecisionRecord } from './DecisionStore';

/** An entry of the change log as it is listed. */
export function presentEntry(record: ChangeLogRecord): ChangeLogEntry {
  const { isAbridged, at, owner, remote, ...rest } = record;
  return {
    ...rest,
    at: toIso(at),
    owner: owner ?? null,
    remote: remote ?? null,
    severity: severityOf[record.verdict],
    ...(isAbridged && { isAbridged }),
  };
}

/** A decision as it is listed. */
export function presentDecision(record: DecisionRecord): Decision {
  const { id, decision, pair, by, at, reason, counts } = record;
  return { id, decision, pair, by, at: toIso(at), reason, counts };
}
