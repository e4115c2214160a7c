export { canonicalSchema, canonicalText, isSameSchema } from './canonicalForm';
export {
  HASH_FORMULA,
  type ItemHash,
  type SnapshotHashes,
  type ToolAspect,
  hashSnapshot,
  hashText,
  itemName,
  toolAspects,
} from './hashSnapshot';
export { isSameJson } from './isSameJson';
export { type Json, type JsonObject, isJsonObject, pointerStep } from './json';
export { type Parameter, schemaParameters } from './parameters';
export { type InexactValue, parseExact } from './parseExact';
export {
  type AuthPosture,
  type Failure,
  type FailureKind,
  type Section,
  type SectionName,
  type Snapshot,
  authPostureSchema,
  eras,
  failureKinds,
  failureSchema,
  sectionNames,
  snapshotSchema,
} from './Snapshot';
