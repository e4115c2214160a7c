import {
  EntityRefLink,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { ServerSummary } from 'backstage-plugin-mcp-governance-common';
import { Cut } from '../layout/Cut';
import { Missing } from '../status/Missing';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import {
  auditLooks,
  driftLooks,
  healthLooks,
  serverStatusLooks,
} from '../status/statuses';
import { toolWords } from './toolWords';

interface CellProps {
  server: ServerSummary;
  /** Whether the tab key stops here; a grid lets it in its current cell only. */
  tabIndex?: number;
}

/** What a chip about a server takes. */
export interface ChipProps extends CellProps {
  /** No heading says what the chip is about, so the chip does. */
  isAlone?: boolean;
}

/** The title of a server, leading to its entity page. */
export function ServerLink({ server, tabIndex }: CellProps) {
  return (
    <Cut text={server.title}>
      <EntityRefLink entityRef={server.entityRef} tabIndex={tabIndex}>
        {server.title}
      </EntityRefLink>
    </Cut>
  );
}

/** What a server is for, on as many lines as `--purpose-lines` says. */
export function Purpose({ server }: CellProps) {
  return (
    <Tooltip
      title={server.purpose ?? ''}
      placement="bottom-start"
      describeChild
    >
      <Typography
        variant="body2"
        color="text.secondary"
        sx={{
          display: '-webkit-box',
          WebkitBoxOrient: 'vertical',
          WebkitLineClamp: 'var(--purpose-lines, 1)',
          overflow: 'hidden',
          overflowWrap: 'anywhere',
          whiteSpace: 'normal',
          lineHeight: 1.3,
        }}
      >
        {server.purpose ?? 'no purpose stated'}
      </Typography>
    </Tooltip>
  );
}

function TeamLink({ owner, tabIndex }: { owner: string; tabIndex?: number }) {
  const { primaryTitle, Icon } = useEntityPresentation(owner, {
    defaultKind: 'group',
  });
  return (
    <Cut text={primaryTitle}>
      <EntityRefLink entityRef={owner} defaultKind="group" tabIndex={tabIndex}>
        {Icon && (
          <Box
            component="span"
            sx={{
              mr: 0.5,
              color: 'text.secondary',
              '& svg': { verticalAlign: 'middle' },
            }}
          >
            <Icon fontSize="inherit" />
          </Box>
        )}
        {primaryTitle}
      </EntityRefLink>
    </Cut>
  );
}

export function Team({
  server,
  tabIndex,
  isAlone,
}: Omit<ChipProps, 'server'> & { server: Pick<ServerSummary, 'owner'> }) {
  const { owner } = server;
  if (owner && !owner.includes(':')) {
    return <Cut text={`${owner} (not a group of the catalog)`} />;
  }
  return owner ? (
    <TeamLink owner={owner} tabIndex={tabIndex} />
  ) : (
    <Missing
      what="which team owns the server"
      word={isAlone ? 'no team' : undefined}
      tabIndex={tabIndex}
    />
  );
}

export function ServerStatusChip({ server, tabIndex }: CellProps) {
  return server.status ? (
    <StatusChip look={serverStatusLooks[server.status]} />
  ) : (
    <Missing
      what="the status (active, deprecated or quarantined)"
      tabIndex={tabIndex}
    />
  );
}

export function LifecycleAndStatus({ server, tabIndex }: CellProps) {
  return (
    <Box sx={{ minWidth: 0, lineHeight: 1 }}>
      <ServerStatusChip server={server} tabIndex={tabIndex} />
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
export function ToolCounts({ server, tabIndex = 0 }: CellProps) {
  const { count, mutating } = server.tools;
  return (
    <Tooltip title={toolWords(server.tools)} describeChild>
      <Box
        tabIndex={tabIndex}
        sx={{
          lineHeight: 1.43,
          textAlign: 'right',
          fontVariantNumeric: 'tabular-nums',
        }}
      >
        {count ?? '–'}
        {count !== null && (
          <Typography
            variant="caption"
            color="text.secondary"
            component="div"
            lineHeight="inherit"
          >
            {mutating} mutate
          </Typography>
        )}
      </Box>
    </Tooltip>
  );
}

export function HealthChip({ server, tabIndex }: CellProps) {
  return (
    <StatusChip
      look={healthLooks[server.health]}
      reason={server.healthReason}
      tabIndex={tabIndex}
    />
  );
}

export function DriftChip({ server, tabIndex, isAlone }: ChipProps) {
  const { status, count } = server.drift;
  const look = driftLooks[status];
  return (
    <StatusChip
      look={
        isAlone && status === 'unknown'
          ? { ...look, word: `drift ${look.word}` }
          : look
      }
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
      tabIndex={tabIndex}
    />
  );
}

export function AuditChip({ server, tabIndex, isAlone }: ChipProps) {
  const { status, nextDue, explanation } = server.audit;
  const look = auditLooks[status];
  return (
    <StatusChip
      look={isAlone ? { ...look, word: `audit ${look.word}` } : look}
      reason={
        nextDue ? `${explanation} It was due on ${nextDue}.` : explanation
      }
      tabIndex={tabIndex}
    />
  );
}

export function LastLooked({ server }: CellProps) {
  return server.lastObservedAt ? (
    <Time iso={server.lastObservedAt} />
  ) : (
    <>never</>
  );
}
