/** What kinds of things are wrong with a field, by the ids that a linter shows. */
export const entryProblemRules = [
  'yaml-syntax',
  'malformed-field',
  'entry-limit',
  'unknown-field',
  'nameless-item',
  'duplicate-tool',
  'unmatched-email',
  'respelled-reference',
] as const;
export type EntryProblemRule = (typeof entryProblemRules)[number];

/** Something wrong with one field of an entry. An error rejects the entry; a warning only shows. */
export interface EntryProblem {
  level: 'error' | 'warning';
  rule: EntryProblemRule;
  /** The field, e.g. `spec.governance.tools[2].mutates`. */
  path: string;
  /** A sentence that starts with the path and says what is allowed. */
  message: string;
}
