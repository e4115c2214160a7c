import { DriftRule } from './DriftRule';
import { entryRules } from './entryRules';
import { schemaRules } from './schemaRules';
import { sectionRules } from './sectionRules';
import { serverRules } from './serverRules';
import { textRules } from './textRules';
import { toolRules } from './toolRules';

/** The rules by what they are about, as the documentation lists them. */
export const ruleGroups = {
  Tools: toolRules,
  'Inputs and outputs of tools': schemaRules,
  'Texts that agents read': textRules,
  'Prompts and resources': sectionRules,
  Server: serverRules,
  Entry: entryRules,
} as const;

const rules = {
  ...toolRules,
  ...schemaRules,
  ...textRules,
  ...sectionRules,
  ...serverRules,
  ...entryRules,
};

export type ChangeKind = keyof typeof rules;

/** How each kind of change is judged. A kind without a rule does not compile. */
export const changeRules: Record<ChangeKind, DriftRule> = rules;

export const changeKinds = Object.keys(rules) as [ChangeKind, ...ChangeKind[]];

export { type DriftRule } from './DriftRule';
