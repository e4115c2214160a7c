export { correctedBlock } from './correctedBlock';
export {
  type DeclaredDrift,
  type Disagreement,
  type DisagreementKind,
  type DriftStatus,
  MOST_TOOLS,
  declaredDrift,
  disagreementKinds,
  disagreementSchema,
  driftStatuses,
  faceOf,
  liveTools,
} from './declaredDrift';
export {
  type SectionChanges,
  listChanges,
  sectionChangesSchema,
} from './listChanges';
export { isMutating, toolHints } from './toolHints';
