import {
  AuditorService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { IntrospectionLimits } from 'backstage-plugin-mcp-governance-node';
import { AnnounceNeeds } from './announcements/announceDue';
import { ApprovalStore } from './changes/ApprovalStore';
import { ChangeLogStore } from './changes/ChangeLogStore';
import { Authorize, May } from './http/authorize';
import { BodyLimit } from './http/readJson';
import { ArrivalStore } from './introspection/ArrivalStore';
import { SnapshotStore } from './introspection/SnapshotStore';
import { Sweeper } from './introspection/Sweeper';
import { WorkStore } from './introspection/WorkStore';
import { RejectedEntryStore } from './servers/RejectedEntryStore';
import { ServerListStore } from './servers/ServerListStore';
import { ServerStore } from './servers/ServerStore';
import { Visibility } from './servers/Visibility';
import { UploadStore } from './uploads/UploadStore';
import { UploadTokenStore } from './uploads/UploadTokenStore';

/** Where the portal is reached, without slashes at the end. */
interface Portal {
  appUrl: () => string;
  apiUrl: () => Promise<string>;
}

/** What routes and use-cases work with. */
export interface Dependencies {
  authorize: Authorize;
  may: May;
  visibility: Visibility;
  userInfo: UserInfoService;
  auditor: AuditorService;
  urlReader: UrlReaderService;
  servers: ServerStore;
  serverLists: ServerListStore;
  rejectedEntries: RejectedEntryStore;
  snapshots: SnapshotStore;
  arrivals: ArrivalStore;
  changeLog: ChangeLogStore;
  approvals: ApprovalStore;
  /** What telling others of changes and decisions works with. */
  announcing: AnnounceNeeds;
  work: WorkStore;
  sweeper: Sweeper;
  uploadTokens: UploadTokenStore;
  uploads: {
    store: UploadStore;
    /** Those that servers are held to when they are looked at. */
    limits: IntrospectionLimits;
    bodyLimit: BodyLimit;
    maxPerMinute: number;
  };
  /** Targets of catalog locations of type `file`, which may be read to find lines. */
  fileTargets: readonly string[];
  portal: Portal;
  now: () => number;
}
