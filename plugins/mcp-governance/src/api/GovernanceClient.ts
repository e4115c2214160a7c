import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  MOST_PER_PAGE,
  driftSchema,
  lookSchema,
  observationPageSchema,
  rejectedEntryPageSchema,
  serverDetailSchema,
  serverFacetsSchema,
  serverPageSchema,
  snapshotPageSchema,
  toolPageSchema,
} from 'backstage-plugin-mcp-governance-common';
import { z } from 'zod';
import { GovernanceApi, ServerName } from './GovernanceApi';

type Query = Record<
  string,
  string | number | boolean | readonly string[] | undefined
>;

function queryString(query: Query): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (Array.isArray(value)) {
      value.forEach(item => params.append(key, item));
    } else if (value !== undefined && value !== false && value !== '') {
      params.set(key, String(value));
    }
  }
  const text = params.toString();
  return text && `?${text}`;
}

const pathOf = ({ namespace, name }: ServerName) =>
  `/servers/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;

/** Talks to the backend plugin and checks the shape of what it answers. */
export class GovernanceClient implements GovernanceApi {
  constructor(
    private readonly deps: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  ) {}

  listServers: GovernanceApi['listServers'] = request =>
    this.get('/servers', { ...request }, serverPageSchema);

  listServerFacets: GovernanceApi['listServerFacets'] = filter =>
    this.get('/servers/facets', { ...filter }, serverFacetsSchema);

  exportServers: GovernanceApi['exportServers'] = async request => {
    const response = await this.fetch(
      `/servers.csv${queryString({ ...request })}`,
    );
    return response.blob();
  };

  listRejectedEntries: GovernanceApi['listRejectedEntries'] = () =>
    this.get(
      '/rejected-entries',
      { limit: MOST_PER_PAGE },
      rejectedEntryPageSchema,
    );

  getServer: GovernanceApi['getServer'] = server =>
    this.get(pathOf(server), {}, serverDetailSchema);

  listTools: GovernanceApi['listTools'] = server =>
    this.get(
      `${pathOf(server)}/tools`,
      { limit: MOST_PER_PAGE },
      toolPageSchema,
    );

  getDrift: GovernanceApi['getDrift'] = server =>
    this.get(`${pathOf(server)}/drift`, {}, driftSchema);

  listSnapshots: GovernanceApi['listSnapshots'] = (server, page) =>
    this.get(`${pathOf(server)}/snapshots`, page, snapshotPageSchema);

  listObservations: GovernanceApi['listObservations'] = (server, page) =>
    this.get(`${pathOf(server)}/observations`, page, observationPageSchema);

  lookAgain: GovernanceApi['lookAgain'] = async server => {
    const response = await this.fetch(`${pathOf(server)}/observations`, {
      method: 'POST',
    });
    return lookSchema.parse(await response.json());
  };

  private async get<T>(
    path: string,
    query: Query,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const response = await this.fetch(`${path}${queryString(query)}`);
    return schema.parse(await response.json());
  }

  private async fetch(path: string, init?: RequestInit): Promise<Response> {
    const base = await this.deps.discoveryApi.getBaseUrl('mcp-governance');
    const response = await this.deps.fetchApi.fetch(`${base}${path}`, init);
    if (!response.ok) {
      const refusal = await ResponseError.fromResponse(response);
      // Its own message is only the status; why is what the backend says.
      throw new Error(refusal.body.error.message, { cause: refusal });
    }
    return response;
  }
}
