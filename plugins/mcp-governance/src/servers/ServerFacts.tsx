import { Link } from '@backstage/core-components';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { ServerDetail } from 'backstage-plugin-mcp-governance-common';
import { useDriftTabLink } from '../changes/useDriftTabLink';
import { Fact } from '../layout/Facts';
import { Missing } from '../status/Missing';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import { healthLooks } from '../status/statuses';
import { Reference } from './Reference';
import { ApprovalChip } from './approvalCells';
import { AuditChip, DriftChip, LifecycleAndStatus, Team } from './cells';
import { toolWords } from './toolWords';

function Health({ detail }: { detail: ServerDetail }) {
  const principal = detail.remotes.find(remote => remote.isFace)?.principal;
  return (
    <>
      <StatusChip look={healthLooks[detail.health]} />
      {detail.healthReason && (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          {detail.healthReason}
        </Typography>
      )}
      <Typography variant="caption" color="text.secondary" component="p">
        {detail.lastObservedAt ? (
          <>
            looked at <Time iso={detail.lastObservedAt} />
            {principal && ` as ${principal}`}
          </>
        ) : (
          'never looked at'
        )}
        {detail.look.nextAt && (
          <>
            , next <Time iso={detail.look.nextAt} />
          </>
        )}
      </Typography>
    </>
  );
}

function Approval({ detail }: { detail: ServerDetail }) {
  const driftTab = useDriftTabLink();
  const { status } = detail.approval;
  return (
    <>
      <ApprovalChip server={detail} />
      {status !== 'unknown' && (
        <Typography variant="caption" component="p">
          <Link to={driftTab(detail.entityRef)}>
            {status === 'approved'
              ? 'See what was approved'
              : 'See what there is to decide about'}
          </Link>
        </Typography>
      )}
    </>
  );
}

/** The names of the facts below, for while they are not there yet. */
export const serverFactNames = [
  'Health',
  'Drift',
  'Approval',
  'Tools',
  'Next audit',
  'Status',
  'Team',
  'Owner',
  'Successor',
  'On call',
] as const;

/** How a server stands, each with what is behind it. */
export function ServerFacts({ detail }: { detail: ServerDetail }) {
  const { ownership } = detail.governance;
  return (
    <Box component="dl" sx={{ m: 0 }}>
      <Fact name="Health">
        <Health detail={detail} />
      </Fact>
      <Fact name="Drift">
        <DriftChip server={detail} />
      </Fact>
      <Fact name="Approval">
        <Approval detail={detail} />
      </Fact>
      <Fact name="Tools">{toolWords(detail.tools)}</Fact>
      <Fact name="Next audit">
        <AuditChip server={detail} />
        <Typography variant="caption" color="text.secondary" component="p">
          {detail.audit.explanation}
          {detail.audit.nextDue && ` It was due on ${detail.audit.nextDue}.`}
        </Typography>
      </Fact>
      <Fact name="Status">
        <LifecycleAndStatus server={detail} />
      </Fact>
      <Fact name="Team">
        <Team server={detail} />
      </Fact>
      <Fact name="Owner">
        <Reference
          value={ownership?.primary}
          kind="user"
          what="which person answers for the server"
        />
      </Fact>
      <Fact name="Successor">
        <Reference
          value={ownership?.secondary}
          kind="user"
          what="who takes over from the owner"
        />
      </Fact>
      <Fact name="On call">
        {ownership?.onCall ?? <Missing what="the on-call rotation" />}
      </Fact>
    </Box>
  );
}
