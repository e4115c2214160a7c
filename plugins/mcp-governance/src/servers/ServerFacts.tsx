import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { ServerDetail } from 'backstage-plugin-mcp-governance-common';
import { ReactNode } from 'react';
import { Missing } from '../status/Missing';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import { healthLooks } from '../status/statuses';
import {
  AuditChip,
  DriftChip,
  LifecycleAndStatus,
  Team,
  ToolCounts,
} from './cells';

/** One fact: its name beside its value, below it where there is little room. */
export function Fact(props: { name: string; children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '120px 1fr' },
        columnGap: 2,
        py: 0.75,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Typography component="dt" variant="body2" color="text.secondary">
        {props.name}
      </Typography>
      <Typography
        component="dd"
        variant="body2"
        sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}
      >
        {props.children}
      </Typography>
    </Box>
  );
}

/** A person or a group that the entry names; an e-mail address that stands for nobody is shown as it is. */
export function Reference(props: {
  value?: string;
  kind: string;
  what: string;
}) {
  const { value, kind, what } = props;
  if (!value) {
    return <Missing what={what} />;
  }
  return value.includes(':') ? (
    <EntityRefLink entityRef={value} defaultKind={kind} />
  ) : (
    <>{value} (not a user of the catalog)</>
  );
}

function Health({ detail }: { detail: ServerDetail }) {
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
            {detail.remotes.find(remote => remote.isFace)?.principal &&
              ` as ${detail.remotes.find(remote => remote.isFace)?.principal}`}
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
      <Fact name="Tools">
        <ToolCounts server={detail} />
      </Fact>
      <Fact name="Next audit">
        <AuditChip server={detail} />
        <Typography variant="caption" color="text.secondary" component="p">
          {detail.audit.explanation}
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
