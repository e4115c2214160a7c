import { Entity } from '@backstage/catalog-model';
import {
  EmailLookup,
  PlacedProblem,
  Position,
  playbookEntity,
  readPlaybookFile,
} from 'backstage-plugin-mcp-governance-common';
import { Finding } from '../findings/Finding';

/** A playbook file, read. */
interface PlaybookText {
  file: string;
  text: string;
}

/** What became of playbook files. */
export interface ImportResult {
  entities: { file: string; entity: Entity }[];
  findings: Finding[];
}

function findingAt(
  file: string,
  position: Position,
  { level, rule, message }: Pick<PlacedProblem, 'level' | 'rule' | 'message'>,
): Finding {
  return { file, ...position, severity: level, rule, message };
}

/** Entities of the playbooks that can be read, and everything that is to be mended. */
export function importPlaybooks(
  files: readonly PlaybookText[],
  lookup: EmailLookup,
): ImportResult {
  const result: ImportResult = { entities: [], findings: [] };
  const fileOf = new Map<string, string>();
  for (const { file, text } of files) {
    const read = readPlaybookFile(text);
    if (read.status === 'other') {
      result.findings.push({
        file,
        line: 1,
        column: 1,
        severity: 'error',
        rule: 'not-a-playbook',
        message: 'holds catalog entities already, which need no import',
      });
      continue;
    }
    for (const problem of read.problems) {
      result.findings.push(findingAt(file, problem.position, problem));
    }
    if (read.status === 'malformed') {
      continue;
    }
    const { entity, warnings } = playbookEntity(read.playbook, lookup);
    for (const warning of warnings) {
      result.findings.push(
        findingAt(file, read.positionOf(warning.path), warning),
      );
    }
    const key = read.name.toLowerCase();
    const earlier = fileOf.get(key);
    if (earlier === undefined) {
      fileOf.set(key, file);
      result.entities.push({ file, entity });
    } else {
      result.findings.push({
        file,
        ...read.positionOf('name'),
        severity: 'error',
        rule: 'duplicate-name',
        message: `name: "${read.name}" stands already in ${earlier}`,
      });
    }
  }
  return result;
}
