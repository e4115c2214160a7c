import {
  AuditorService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Credentials, GuardedHttp } from 'backstage-plugin-mcp-governance-node';
import { Knex } from 'knex';
import { GovernanceConfig } from './config/readConfig';
import { Dependencies } from './dependencies';
import { createAuthorize } from './http/authorize';
import { ArrivalStore } from './introspection/ArrivalStore';
import { ObservationStore } from './introspection/ObservationStore';
import { SnapshotStore } from './introspection/SnapshotStore';
import { Sweeper } from './introspection/Sweeper';
import { WorkStore } from './introspection/WorkStore';
import { RejectedEntryStore } from './servers/RejectedEntryStore';
import { ServerListStore } from './servers/ServerListStore';
import { ServerStore } from './servers/ServerStore';
import { Visibility } from './servers/Visibility';
import { UploadStore } from './uploads/UploadStore';
import { UploadTokenStore } from './uploads/UploadTokenStore';

/** Puts the parts together. Nothing runs yet. */
export function createDependencies(
  services: {
    auditor: AuditorService;
    catalog: CatalogService;
    httpAuth: HttpAuthService;
    logger: LoggerService;
    permissions: PermissionsService;
    urlReader: UrlReaderService;
    userInfo: UserInfoService;
  },
  config: GovernanceConfig,
  knex: Knex,
): Dependencies {
  const now = Date.now;
  const { auditor, catalog, logger, permissions, urlReader, userInfo } =
    services;
  const servers = ServerStore.create(knex);
  const work = WorkStore.create(knex, config);
  const http = GuardedHttp.create(config.egress, config.limits);
  return {
    auditor,
    urlReader,
    userInfo,
    authorize: createAuthorize(services.httpAuth, permissions),
    visibility: new Visibility({ catalog, permissions, servers, now }),
    servers,
    serverLists: ServerListStore.create(knex),
    rejectedEntries: RejectedEntryStore.create(knex),
    snapshots: SnapshotStore.create(knex),
    arrivals: ArrivalStore.create(knex),
    work,
    sweeper: new Sweeper({
      work,
      observations: ObservationStore.create(knex, config),
      logger,
      http,
      limits: config.limits,
      credentials: Credentials.create(config.credentials, http),
      concurrency: config.concurrency,
      leaseMs: config.leaseMs,
      eraExpiryMs: config.eraExpiryMs,
      pollMs: 2_000,
      now,
    }),
    uploadTokens: UploadTokenStore.create(knex),
    uploads: {
      store: UploadStore.create(knex),
      limits: config.limits,
      bodyLimit: {
        maxBytes: config.uploads.maxBytes,
        name: 'mcpGovernance.uploads.maxBytes',
      },
      maxPerMinute: config.uploads.maxPerMinute,
    },
    fileTargets: config.fileTargets,
    now,
  };
}
