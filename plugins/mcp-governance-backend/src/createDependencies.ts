import {
  AuditorService,
  DiscoveryService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  RootConfigService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Credentials, GuardedHttp } from 'backstage-plugin-mcp-governance-node';
import { Knex } from 'knex';
import { AnnouncementStore } from './announcements/AnnouncementStore';
import { ApprovalStore } from './changes/ApprovalStore';
import { ChangeLogStore } from './changes/ChangeLogStore';
import { DecisionStore } from './changes/DecisionStore';
import { GovernanceConfig } from './config/readConfig';
import { Dependencies } from './dependencies';
import { createAuthorize, createMay } from './http/authorize';
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
    config: RootConfigService;
    discovery: DiscoveryService;
    events: EventsService;
    httpAuth: HttpAuthService;
    logger: LoggerService;
    notifications: NotificationService;
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
  const changeLog = ChangeLogStore.create(knex);
  const work = WorkStore.create(knex, config);
  const http = GuardedHttp.create(config.egress, config.limits);
  return {
    auditor,
    urlReader,
    userInfo,
    authorize: createAuthorize(services.httpAuth, permissions),
    may: createMay(permissions),
    visibility: new Visibility({ catalog, permissions, servers, now }),
    servers,
    serverLists: ServerListStore.create(knex),
    rejectedEntries: RejectedEntryStore.create(knex),
    snapshots: SnapshotStore.create(knex),
    arrivals: ArrivalStore.create(knex),
    changeLog,
    approvals: ApprovalStore.create(knex),
    announcing: {
      announcements: AnnouncementStore.create(knex),
      changeLog,
      decisions: DecisionStore.create(knex),
      servers,
      events: services.events,
      notifications: services.notifications,
      logger,
      now,
    },
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
    portal: {
      appUrl: () =>
        services.config.getString('app.baseUrl').replace(/\/+$/, ''),
      apiUrl: () => services.discovery.getExternalBaseUrl('mcp-governance'),
    },
    now,
  };
}
