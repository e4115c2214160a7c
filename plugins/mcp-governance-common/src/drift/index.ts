export { MOST_TOOLS, liveTools } from './compareTools';
export { correctedBlock } from './correctedBlock';
export {
  type DeclaredDrift,
  type DriftStatus,
  declaredDrift,
  driftStatuses,
  faceOf,
} from './declaredDrift';
export {
  type Disagreement,
  type DisagreementKind,
  disagreementKinds,
  disagreementSchema,
} from './Disagreement';
export {
  type SectionChanges,
  listChanges,
  sectionChangesSchema,
} from './listChanges';
export { isMutating, toolHints } from './toolHints';
