export { type Change, changeSchema } from './Change';
export { changeLogText } from './changeLogText';
export { diffEntries } from './diffEntries';
export { diffSnapshots } from './diffSnapshots';
export { isMaterial } from './isMaterial';
export {
  type ChangeKind,
  type DriftRule,
  changeKinds,
  changeRules,
  ruleGroups,
} from './rules';
export {
  type Severity,
  type Verdict,
  isAtLeast,
  severities,
  severityOf,
  verdicts,
  worstVerdict,
} from './verdicts';
export { countVerdicts, worstFirst } from './worstFirst';
