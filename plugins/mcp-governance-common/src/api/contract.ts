import { z } from 'zod';
import { snapshotSchema } from '../snapshot';
import {
  approvalSchema,
  changeFeedQuery,
  changeLogPageSchema,
  changelogTextQuery,
  decideBody,
  decisionPageSchema,
  decisionSchema,
  listChangesQuery,
  listServerChangesQuery,
} from './changes';
import {
  driftSchema,
  lookAgainResponse,
  observationPageSchema,
  pageQuery,
  snapshotPageSchema,
} from './observations';
import {
  exportServersQuery,
  listServersQuery,
  rejectedEntryPageSchema,
  serverDetailSchema,
  serverFacetsSchema,
  serverFilterSchema,
  serverPageSchema,
} from './servers';
import { listToolsQuery, toolPageSchema } from './tools';
import {
  issueUploadTokenBody,
  issuedUploadTokenSchema,
  uploadReceiptSchema,
  uploadTokenPageSchema,
  uploadTokenResponse,
} from './uploads';

/** One route of the HTTP API: what it takes and what it answers. */
export interface RouteContract {
  method: 'get' | 'post' | 'delete';
  /** Below `/api/mcp-governance`, with parameters in braces. */
  path: string;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Instead of Backstage's credentials. */
  credential?: 'upload-token';
  response: { status: number; contentType: string; schema: z.ZodType };
}

const json = (schema: z.ZodType, status = 200) => ({
  status,
  contentType: 'application/json',
  schema,
});
const text = (contentType: string) => ({
  status: 200,
  contentType,
  schema: z.string(),
});
const server = '/servers/{namespace}/{name}';

/** Every route of the HTTP API, in the order in which it is documented. */
export const routes = {
  listServers: {
    method: 'get',
    path: '/servers',
    summary: 'List MCP servers, a page at a time',
    query: listServersQuery,
    response: json(serverPageSchema),
  },
  exportServers: {
    method: 'get',
    path: '/servers.csv',
    summary: 'Export the filtered list of MCP servers as CSV',
    query: exportServersQuery,
    response: text('text/csv'),
  },
  listServerFacets: {
    method: 'get',
    path: '/servers/facets',
    summary: 'Values that the filters of the list can take, with counts',
    query: serverFilterSchema,
    response: json(serverFacetsSchema),
  },
  getServer: {
    method: 'get',
    path: server,
    summary: 'One MCP server: its entry, its remotes, its standing',
    response: json(serverDetailSchema),
  },
  listTools: {
    method: 'get',
    path: `${server}/tools`,
    summary: 'Tools, declared and live; prompts and resources',
    query: listToolsQuery,
    response: json(toolPageSchema),
  },
  getDrift: {
    method: 'get',
    path: `${server}/drift`,
    summary: 'Where the entry and the live server disagree',
    response: json(driftSchema),
  },
  listSnapshots: {
    method: 'get',
    path: `${server}/snapshots`,
    summary: 'What the server answered over time, newest first',
    query: pageQuery,
    response: json(snapshotPageSchema),
  },
  getSnapshot: {
    method: 'get',
    path: `${server}/snapshots/{hash}`,
    summary: 'One snapshot, raw',
    response: json(snapshotSchema),
  },
  uploadSnapshot: {
    method: 'post',
    path: `${server}/snapshots`,
    summary:
      'Upload a snapshot of a server that cannot be looked at from the portal, with a token of that server',
    body: snapshotSchema,
    credential: 'upload-token',
    response: json(uploadReceiptSchema, 201),
  },
  listUploadTokens: {
    method: 'get',
    path: `${server}/upload-tokens`,
    summary: 'Tokens with which snapshots of the server are uploaded',
    query: pageQuery,
    response: json(uploadTokenPageSchema),
  },
  issueUploadToken: {
    method: 'post',
    path: `${server}/upload-tokens`,
    summary: 'Issue an upload token; its text is answered this one time',
    body: issueUploadTokenBody,
    response: json(issuedUploadTokenSchema, 201),
  },
  revokeUploadToken: {
    method: 'delete',
    path: `${server}/upload-tokens/{id}`,
    summary: 'Revoke an upload token for good',
    response: json(uploadTokenResponse),
  },
  listObservations: {
    method: 'get',
    path: `${server}/observations`,
    summary: 'Attempts to talk to the server, newest first',
    query: pageQuery,
    response: json(observationPageSchema),
  },
  lookAgain: {
    method: 'post',
    path: `${server}/observations`,
    summary: 'Look at the server again now; poll the server for its progress',
    response: json(lookAgainResponse, 202),
  },
  listChanges: {
    method: 'get',
    path: '/changes',
    summary: 'The change log of all servers, newest first',
    query: listChangesQuery,
    response: json(changeLogPageSchema),
  },
  getChangeFeed: {
    method: 'get',
    path: '/changes.atom',
    summary: 'The latest of the change log as an Atom feed',
    query: changeFeedQuery,
    response: text('application/atom+xml'),
  },
  listServerChanges: {
    method: 'get',
    path: `${server}/changes`,
    summary: 'The change log of one server, newest first',
    query: listServerChangesQuery,
    response: json(changeLogPageSchema),
  },
  getChangelogText: {
    method: 'get',
    path: `${server}/changelog.md`,
    summary: 'What changed from one snapshot to another, as Markdown',
    query: changelogTextQuery,
    response: text('text/markdown'),
  },
  getApproval: {
    method: 'get',
    path: `${server}/approval`,
    summary: 'How the live server stands against what was approved last',
    response: json(approvalSchema),
  },
  listDecisions: {
    method: 'get',
    path: `${server}/decisions`,
    summary: 'Approvals and rejections of the server, newest first',
    query: pageQuery,
    response: json(decisionPageSchema),
  },
  decide: {
    method: 'post',
    path: `${server}/decisions`,
    summary:
      'Approve or reject the pair of snapshot and entry that is the latest',
    body: decideBody,
    response: json(decisionSchema, 201),
  },
  listRejectedEntries: {
    method: 'get',
    path: '/rejected-entries',
    summary:
      'Entries that the catalog rejected, with the reason and the source',
    query: pageQuery,
    response: json(rejectedEntryPageSchema),
  },
} satisfies Record<string, RouteContract>;
