export {
  type Approval,
  type ChangeLogEntry,
  type ChangeLogFilter,
  type ChangeLogPage,
  type DecideBody,
  type Decision,
  type DecisionPage,
  type ListChangesQuery,
  approvalSchema,
  changeLogPageSchema,
  decideBody,
  decisionPageSchema,
  decisionSchema,
} from './changes';
export { type RouteContract, routes } from './contract';
export {
  type ChangesEvent,
  type DecisionEvent,
  MOST_CHANGES_IN_EVENT,
  changesEventSchema,
  changesTopic,
  decisionEventSchema,
  decisionsTopic,
} from './events';
export {
  type Drift,
  type LocatedDisagreement,
  type Observation,
  type ObservationPage,
  type SnapshotArrival,
  type SnapshotPage,
  driftSchema,
  observationPageSchema,
  snapshotPageSchema,
} from './observations';
export { openApiDocument } from './openApiDocument';
export { MOST_PER_PAGE } from './paging';
export {
  type ListServersQuery,
  type Look,
  type RejectedEntry,
  type RejectedEntryPage,
  type RemoteStanding,
  type ServerDetail,
  type ServerFacets,
  type ServerFilter,
  type ServerPage,
  type ServerSortField,
  type ServerSummary,
  lookSchema,
  rejectedEntryPageSchema,
  serverDetailSchema,
  serverFacetsSchema,
  serverPageSchema,
  serverSortFields,
} from './servers';
export {
  type Listing,
  type Tool,
  type ToolPage,
  toolPageSchema,
} from './tools';
export {
  type IssueUploadToken,
  type IssuedUploadToken,
  type UploadReceipt,
  type UploadToken,
  type UploadTokenPage,
  issuedUploadTokenSchema,
  uploadReceiptSchema,
  uploadTokenPageSchema,
  uploadTokenResponse,
} from './uploads';
