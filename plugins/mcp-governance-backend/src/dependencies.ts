import {
  AuditorService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Authorize } from './http/authorize';
import { ArrivalStore } from './introspection/ArrivalStore';
import { SnapshotStore } from './introspection/SnapshotStore';
import { Sweeper } from './introspection/Sweeper';
import { WorkStore } from './introspection/WorkStore';
import { RejectedEntryStore } from './servers/RejectedEntryStore';
import { ServerListStore } from './servers/ServerListStore';
import { ServerStore } from './servers/ServerStore';
import { Visibility } from './servers/Visibility';

/** What routes and use-cases work with. */
export interface Dependencies {
  authorize: Authorize;
  visibility: Visibility;
  userInfo: UserInfoService;
  auditor: AuditorService;
  urlReader: UrlReaderService;
  servers: ServerStore;
  serverLists: ServerListStore;
  rejectedEntries: RejectedEntryStore;
  snapshots: SnapshotStore;
  arrivals: ArrivalStore;
  work: WorkStore;
  sweeper: Sweeper;
  /** Targets of catalog locations of type `file`, which may be read to find lines. */
  fileTargets: readonly string[];
  now: () => number;
}
