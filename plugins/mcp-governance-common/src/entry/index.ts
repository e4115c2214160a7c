export { entityJsonSchema } from './entityJsonSchema';
export {
  type DeclaredTool,
  type Governance,
  type ServerStatus,
  type Transport,
  authMethods,
  governanceSchema,
  serverStatuses,
  transports,
} from './governance';
export { entryLimits } from './limits';
export { type Position, locateFields } from './locateFields';
export {
  ENTRY_STATUS_TYPE,
  MISSING_FIELDS_ANNOTATION,
  REJECTION_PREFIX,
  placeholders,
} from './placeholders';
export { entityProblems, prepareEntity } from './prepareEntity';
export { formatFound } from './describeIssue';
export { type EntryProblem, readGovernance } from './readGovernance';
export { type ServerRelation, relationsOf, serverRelations } from './relations';
export {
  type DeclaredRemote,
  type ServerEntry,
  fullReference,
  isMcpServer,
  readServerEntry,
} from './ServerEntry';
