import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { Change } from 'backstage-plugin-mcp-governance-common';
import { ServerName } from '../api/GovernanceApi';
import { useSnapshot } from '../api/changeQueries';
import { Loaded } from '../loading/Loaded';
import { ItemComparison } from './ItemComparison';
import { Sides } from './Sides';
import { itemsOf } from './itemsOf';

/** Two snapshots of one server, and how they are called. */
export interface SnapshotPair {
  server: ServerName;
  /** Hashes. */
  before: string;
  after: string;
  sides: Sides;
}

/** What changes are about, as it stands in two snapshots. */
export function SnapshotComparison(props: {
  subject: string;
  changes: Change[];
  pair: SnapshotPair;
}) {
  const { subject, changes, pair } = props;
  const before = useSnapshot(pair.server, pair.before);
  const after = useSnapshot(pair.server, pair.after);
  const skeleton = <Skeleton variant="rounded" height={160} />;
  const failure = 'A snapshot could not be loaded';
  return (
    <Loaded query={before} failure={failure} skeleton={skeleton}>
      {was => (
        <Loaded query={after} failure={failure} skeleton={skeleton}>
          {is => {
            const items = itemsOf(subject, changes, { before: was, after: is });
            return items.status === 'unknown' ? (
              <Typography variant="body2" color="text.secondary">
                {items.reason}
              </Typography>
            ) : (
              <ItemComparison
                name={
                  subject === 'server'
                    ? 'the server'
                    : subject.slice(subject.indexOf(':') + 1)
                }
                before={items.before}
                after={items.after}
                sides={pair.sides}
              />
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}
