import {
  FieldSpelling,
  Position,
  ServerEntry,
  YamlDocument,
  playbookPath,
} from 'backstage-plugin-mcp-governance-common';
import { Finding } from '../findings/Finding';
import { LintRuleId, lintRules } from './rules';

/** The entry of one MCP server in a file, as a catalog entity or as a playbook. */
export interface LintedEntry {
  file: string;
  /** Its place among the documents of the file. */
  index: number;
  document: YamlDocument;
  spelling: FieldSpelling;
  entry: ServerEntry;
  /** Whether it is well-formed, so that what is not in it is not there. */
  isSound: boolean;
}

/** The field as its author wrote it: `spec.owner`, or in a playbook `ownership.team`. */
function writtenPath(path: string, spelling: FieldSpelling): string {
  return spelling === 'playbook' ? playbookPath(path) : path;
}

/** A finding of one rule at one place. */
export function found(
  file: string,
  position: Position,
  rule: LintRuleId,
  message: string,
): Finding {
  const { severity } = lintRules[rule];
  return { file, ...position, severity, rule, message };
}

/** A finding at a field of an entry, named as an entity names it. */
export function foundAt(
  { file, document, spelling }: Omit<LintedEntry, 'entry' | 'isSound'>,
  path: string,
  rule: LintRuleId,
  text: string,
): Finding {
  const where = writtenPath(path, spelling);
  const message = text.replace(/\bspec\.governance\.[\w.[\]]*\w/g, field =>
    writtenPath(field, spelling),
  );
  return found(file, document.positionOf(where), rule, `${where}: ${message}`);
}
