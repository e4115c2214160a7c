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
export { type Position, type YamlDocument, readYaml } from './readYaml';
export {
  ENTRY_STATUS_TYPE,
  MISSING_FIELDS_ANNOTATION,
  REJECTION_PREFIX,
  placeholders,
} from './placeholders';
export { entityProblems, prepareEntity } from './prepareEntity';
export { formatFound } from './describeIssue';
export {
  type EntryProblem,
  type EntryProblemRule,
  entryProblemRules,
} from './EntryProblem';
export { readGovernance } from './readGovernance';
export { type ServerRelation, relationsOf, serverRelations } from './relations';
export {
  type DeclaredRemote,
  type ServerEntry,
  fullReference,
  isMcpServer,
  readServerEntry,
} from './ServerEntry';
export { isEmail } from './unmatchedEmails';
