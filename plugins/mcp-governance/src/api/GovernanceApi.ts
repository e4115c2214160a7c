import { createApiRef } from '@backstage/core-plugin-api';
import {
  Drift,
  Look,
  ObservationPage,
  RejectedEntryPage,
  ServerDetail,
  ServerFacets,
  ServerPage,
  ServerSortField,
  SnapshotPage,
  ToolPage,
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
  mine?: boolean;
  answersFor?: string;
}

export interface ServerListRequest extends ServerListFilter {
  sort?: ServerSortField;
  order?: 'asc' | 'desc';
  limit?: number;
  offset?: number;
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
  /** Has a server looked at again; poll it for the progress. */
  lookAgain(server: ServerName): Promise<Look>;
}

export const governanceApiRef = createApiRef<GovernanceApi>({
  id: 'plugin.mcp-governance.client',
});
