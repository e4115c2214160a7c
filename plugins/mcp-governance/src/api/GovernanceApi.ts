import { createApiRef } from '@backstage/core-plugin-api';
import {
  Approval,
  ChangeLogPage,
  DecideBody,
  DecisionPage,
  Drift,
  IssueUploadToken,
  IssuedUploadToken,
  Look,
  ObservationPage,
  RejectedEntryPage,
  ServerDetail,
  ServerFacets,
  ServerPage,
  ServerSortField,
  Snapshot,
  SnapshotPage,
  ToolPage,
  UploadToken,
  UploadTokenPage,
} from 'backstage-plugin-mcp-governance-common';

/** Which server is meant: the namespace and name of its entity. */
export interface ServerName {
  namespace: string;
  name: string;
}

/** What a list of servers is narrowed to. Several values of one field are alternatives. */
export interface ServerListFilter {
  q?: string;
  owner?: string[];
  domain?: string[];
  status?: string[];
  health?: string[];
  drift?: string[];
  approval?: string[];
  mine?: boolean;
  answersFor?: string;
}

export interface ServerListRequest extends ServerListFilter {
  sort?: ServerSortField;
  order?: 'asc' | 'desc';
  limit?: number;
  offset?: number;
}

/** What the change log is narrowed to. Several values of one field are alternatives. */
export interface ChangeLogNarrowing {
  verdict?: string[];
  owner?: string[];
  /** Entity refs. */
  server?: string[];
  mine?: boolean;
  /** Days, UTC, both included. */
  from?: string;
  to?: string;
}

/** A part of a list that is read on from where the part before it ended. */
export interface Continuation {
  limit: number;
  cursor?: string;
}

/** What the portal knows of MCP servers. Every method rejects with what the backend said. */
export interface GovernanceApi {
  listServers(request: ServerListRequest): Promise<ServerPage>;
  exportServers(
    request: ServerListFilter & Pick<ServerListRequest, 'sort' | 'order'>,
  ): Promise<Blob>;
  listServerFacets(filter: ServerListFilter): Promise<ServerFacets>;
  listRejectedEntries(): Promise<RejectedEntryPage>;
  getServer(server: ServerName): Promise<ServerDetail>;
  listTools(server: ServerName): Promise<ToolPage>;
  getDrift(server: ServerName): Promise<Drift>;
  listSnapshots(
    server: ServerName,
    page: { limit: number; offset: number },
  ): Promise<SnapshotPage>;
  listObservations(
    server: ServerName,
    page: { limit: number; offset: number },
  ): Promise<ObservationPage>;
  getSnapshot(server: ServerName, hash: string): Promise<Snapshot>;
  listChanges(
    narrowing: ChangeLogNarrowing,
    part: Continuation,
  ): Promise<ChangeLogPage>;
  listServerChanges(
    server: ServerName,
    narrowing: Pick<ChangeLogNarrowing, 'verdict'>,
    part: Continuation,
  ): Promise<ChangeLogPage>;
  /** Where a feed reader finds the change log, narrowed in the same way. */
  feedAddress(narrowing: ChangeLogNarrowing): Promise<string>;
  /** What changed from one snapshot to another, as Markdown. */
  exportChangelog(
    server: ServerName,
    snapshots: { from: string; to: string },
  ): Promise<Blob>;
  getApproval(server: ServerName): Promise<Approval>;
  listDecisions(server: ServerName, part: Continuation): Promise<DecisionPage>;
  /** Rejects with a `ConflictError` where the pair is no longer what can be decided about. */
  decide(server: ServerName, decision: DecideBody): Promise<void>;
  /** Has a server looked at again; poll it for the progress. */
  lookAgain(server: ServerName): Promise<Look>;
  listUploadTokens(server: ServerName): Promise<UploadTokenPage>;
  /** The text of the token is answered this one time. */
  issueUploadToken(
    server: ServerName,
    body: IssueUploadToken,
  ): Promise<IssuedUploadToken>;
  revokeUploadToken(server: ServerName, id: string): Promise<UploadToken>;
}

export const governanceApiRef = createApiRef<GovernanceApi>({
  id: 'plugin.mcp-governance.client',
});
