export {
  type Change,
  type ChangeKind,
  type DriftRule,
  type Severity,
  type Verdict,
  changeKinds,
  changeLogText,
  changeRules,
  changeSchema,
  countVerdicts,
  diffEntries,
  diffSnapshots,
  isAtLeast,
  isMaterial,
  ruleGroups,
  severities,
  severityOf,
  verdicts,
  worstFirst,
  worstVerdict,
} from './changes';
export { MOST_TOOLS, liveTools } from './compareTools';
export { correctedBlock } from './correctedBlock';
export { type CorrectedTool, correctedTools } from './correctedTools';
export {
  type DeclaredDrift,
  type DriftStatus,
  declaredDrift,
  driftStatuses,
  faceOf,
  isLookedAt,
} from './declaredDrift';
export {
  type Disagreement,
  type DisagreementKind,
  disagreementKinds,
  disagreementSchema,
} from './Disagreement';
export { type FieldSpelling, spelledKey } from './fieldSpelling';
export { isMutating, toolHints } from './toolHints';
