import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { ServerSummary } from 'backstage-plugin-mcp-governance-common';
import { Missing } from '../status/Missing';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import {
  auditLooks,
  driftLooks,
  healthLooks,
  serverStatusLooks,
} from '../status/statuses';

/** Text on one line, cut where it is too long, the whole on hover. */
export function Cut({ text }: { text: string }) {
  return (
    <Tooltip title={text} placement="bottom-start">
      <Typography variant="body2" noWrap>
        {text}
      </Typography>
    </Tooltip>
  );
}

/** The title of a server, leading to its entity page. */
export function ServerLink({ server }: { server: ServerSummary }) {
  return (
    <EntityRefLink entityRef={server.entityRef} hideIcon>
      {server.title}
    </EntityRefLink>
  );
}

export function Purpose({ server }: { server: ServerSummary }) {
  return server.purpose ? (
    <Tooltip title={server.purpose} placement="bottom-start">
      <Typography variant="body2" color="text.secondary" noWrap>
        {server.purpose}
      </Typography>
    </Tooltip>
  ) : (
    <Typography variant="body2" color="text.secondary" noWrap>
      no purpose stated
    </Typography>
  );
}

export function Team({ server }: { server: ServerSummary }) {
  return server.owner ? (
    <Typography variant="body2" noWrap>
      <EntityRefLink entityRef={server.owner} defaultKind="group" />
    </Typography>
  ) : (
    <Missing what="which team owns the server" />
  );
}

export function LifecycleAndStatus({ server }: { server: ServerSummary }) {
  return (
    <Box sx={{ minWidth: 0, lineHeight: 1 }}>
      {server.status ? (
        <StatusChip look={serverStatusLooks[server.status]} />
      ) : (
        <Missing what="the status (active, deprecated or quarantined)" />
      )}
      <Typography
        variant="caption"
        color="text.secondary"
        component="div"
        noWrap
      >
        {server.lifecycle ?? 'no lifecycle'}
      </Typography>
    </Box>
  );
}

/** All tools, and how many of them can change something. */
export function ToolCounts({ server }: { server: ServerSummary }) {
  const { count, mutating } = server.tools;
  if (count === undefined) {
    return (
      <Tooltip title="Unknown: the tools were never listed.">
        <span tabIndex={0}>–</span>
      </Tooltip>
    );
  }
  return (
    <Tooltip title={`${count} tools, ${mutating} of them can change something`}>
      <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {count}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {' / '}
          {mutating}
        </Box>
      </Box>
    </Tooltip>
  );
}

export function HealthChip({ server }: { server: ServerSummary }) {
  return (
    <StatusChip
      look={healthLooks[server.health]}
      reason={server.healthReason}
    />
  );
}

export function DriftChip({ server }: { server: ServerSummary }) {
  const { status, count } = server.drift;
  return (
    <StatusChip
      look={driftLooks[status]}
      detail={status === 'drift' ? count : undefined}
      reason={
        {
          'in-sync': 'The entry agrees with the live server.',
          drift: `The entry and the live server disagree in ${count} ${
            count === 1 ? 'place' : 'places'
          }.`,
          unknown:
            'Not everything could be compared: the server was not observed, or its tools could not be listed.',
        }[status]
      }
    />
  );
}

export function AuditChip({ server }: { server: ServerSummary }) {
  const { status, nextDue, explanation } = server.audit;
  return (
    <StatusChip
      look={auditLooks[status]}
      reason={
        nextDue ? `${explanation} It was due on ${nextDue}.` : explanation
      }
    />
  );
}

export function LastLooked({ server }: { server: ServerSummary }) {
  return server.lastObservedAt ? (
    <Time iso={server.lastObservedAt} />
  ) : (
    <>never</>
  );
}
