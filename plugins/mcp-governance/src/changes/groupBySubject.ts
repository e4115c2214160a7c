import {
  Change,
  Verdict,
  verdicts,
  worstVerdict,
} from 'backstage-plugin-mcp-governance-common';

/** The changes of one tool, prompt, resource, of the server as a whole, or of the entry. */
export interface SubjectChanges {
  subject: string;
  verdict: Verdict;
  /** The worst first. */
  changes: Change[];
}

const weight = ({ verdict }: { verdict: Verdict }) => verdicts.indexOf(verdict);

/** Changes by what they are about, the worst first. */
export function groupBySubject(changes: readonly Change[]): SubjectChanges[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(change.subject);
    if (group) {
      group.push(change);
    } else {
      groups.set(change.subject, [change]);
    }
  }
  return [...groups]
    .map(([subject, own]) => ({
      subject,
      verdict: worstVerdict(own.map(({ verdict }) => verdict)),
      changes: [...own].sort((a, b) => weight(a) - weight(b)),
    }))
    .sort((a, b) => weight(a) - weight(b));
}
