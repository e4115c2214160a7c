import { Json } from '../../snapshot';
import { Change } from './Change';
import { placeInWords } from './placeInWords';
import { ChangeKind, changeRules } from './rules';
import { severityOf } from './verdicts';

/** What a change is about, and how it is called in a sentence. */
export interface Subject {
  /** `server`, `entry`, `tool:NAME`, … */
  id: string;
  name: string;
}

/** A change of one subject, judged by the rule of its kind. */
export function judge(
  kind: ChangeKind,
  subject: Subject,
  facts: {
    path?: string;
    before?: Json;
    after?: Json;
    /** The place in words, where the path does not tell. */
    at?: string;
  } = {},
): Change {
  const { path = '', before = null, after = null } = facts;
  const rule = changeRules[kind];
  return {
    kind,
    subject: subject.id,
    path,
    before,
    after,
    verdict: rule.verdict,
    severity: severityOf[rule.verdict],
    explanation: rule.explain({
      name: subject.name,
      at: facts.at ?? placeInWords(path),
      before,
      after,
    }),
  };
}
