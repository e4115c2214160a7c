import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ConflictError, ResponseError } from '@backstage/errors';
import {
  MOST_PER_PAGE,
  approvalSchema,
  changeLogPageSchema,
  decisionPageSchema,
  driftSchema,
  issuedUploadTokenSchema,
  lookSchema,
  observationPageSchema,
  rejectedEntryPageSchema,
  serverDetailSchema,
  serverFacetsSchema,
  serverPageSchema,
  snapshotPageSchema,
  snapshotSchema,
  toolPageSchema,
  uploadTokenPageSchema,
  uploadTokenResponse,
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

  getSnapshot: GovernanceApi['getSnapshot'] = (server, hash) =>
    this.get(
      `${pathOf(server)}/snapshots/${encodeURIComponent(hash)}`,
      {},
      snapshotSchema,
    );

  listChanges: GovernanceApi['listChanges'] = (narrowing, part) =>
    this.get('/changes', { ...narrowing, ...part }, changeLogPageSchema);

  listServerChanges: GovernanceApi['listServerChanges'] = (
    server,
    narrowing,
    part,
  ) =>
    this.get(
      `${pathOf(server)}/changes`,
      { ...narrowing, ...part },
      changeLogPageSchema,
    );

  feedAddress: GovernanceApi['feedAddress'] = narrowing =>
    this.addressOf(`/changes.atom${queryString({ ...narrowing })}`);

  exportChangelog: GovernanceApi['exportChangelog'] = async (
    server,
    snapshots,
  ) => {
    const response = await this.fetch(
      `${pathOf(server)}/changelog.md${queryString(snapshots)}`,
    );
    return response.blob();
  };

  getApproval: GovernanceApi['getApproval'] = server =>
    this.get(`${pathOf(server)}/approval`, {}, approvalSchema);

  listDecisions: GovernanceApi['listDecisions'] = (server, part) =>
    this.get(`${pathOf(server)}/decisions`, { ...part }, decisionPageSchema);

  decide: GovernanceApi['decide'] = async (server, decision) => {
    await this.fetch(`${pathOf(server)}/decisions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(decision),
    });
  };

  lookAgain: GovernanceApi['lookAgain'] = async server => {
    const response = await this.fetch(`${pathOf(server)}/observations`, {
      method: 'POST',
    });
    return lookSchema.parse(await response.json());
  };

  listUploadTokens: GovernanceApi['listUploadTokens'] = server =>
    this.get(
      `${pathOf(server)}/upload-tokens`,
      { limit: MOST_PER_PAGE },
      uploadTokenPageSchema,
    );

  issueUploadToken: GovernanceApi['issueUploadToken'] = async (
    server,
    body,
  ) => {
    const response = await this.fetch(`${pathOf(server)}/upload-tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return issuedUploadTokenSchema.parse(await response.json());
  };

  revokeUploadToken: GovernanceApi['revokeUploadToken'] = async (
    server,
    id,
  ) => {
    const response = await this.fetch(
      `${pathOf(server)}/upload-tokens/${encodeURIComponent(id)}`,
      { method: 'DELETE' },
    );
    return uploadTokenResponse.parse(await response.json());
  };

  private async get<T>(
    path: string,
    query: Query,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const response = await this.fetch(`${path}${queryString(query)}`);
    return schema.parse(await response.json());
  }

  private async addressOf(path: string): Promise<string> {
    const base = await this.deps.discoveryApi.getBaseUrl('mcp-governance');
    return `${base}${path}`;
  }

  private async fetch(path: string, init?: RequestInit): Promise<Response> {
    const address = await this.addressOf(path);
    const response = await this.deps.fetchApi.fetch(address, init);
    if (!response.ok) {
      const refusal = await ResponseError.fromResponse(response);
      // Its own message is only the status; why is what the backend says.
      const { message } = refusal.body.error;
      throw response.status === 409
        ? new ConflictError(message)
        : new Error(message, { cause: refusal });
    }
    return response;
  }
}
