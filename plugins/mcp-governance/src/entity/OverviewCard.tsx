import { Link } from '@backstage/core-components';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { ServerDetail } from 'backstage-plugin-mcp-governance-common';
import { ReactNode } from 'react';
import { useServer } from '../api/queries';
import { Fact, FactsSkeleton } from '../layout/Facts';
import { Loaded } from '../loading/Loaded';
import { LookAgain } from '../servers/LookAgain';
import { ServerFacts, serverFactNames } from '../servers/ServerFacts';
import { Missing } from '../status/Missing';
import { StatusChip } from '../status/StatusChip';
import { healthLooks } from '../status/statuses';
import { UploadTokensButton } from '../uploadTokens/UploadTokensButton';
import { useEntityServer } from './useEntityServer';

function Sentences({ items, what }: { items?: string[]; what: string }) {
  if (!items || items.length === 0) {
    return <Missing what={what} />;
  }
  return (
    <Box component="ul" sx={{ m: 0, pl: 2 }}>
      {items.map(item => (
        <li key={item}>{item}</li>
      ))}
    </Box>
  );
}

function Remotes({ detail }: { detail: ServerDetail }) {
  if (detail.remotes.length === 0) {
    return <Missing what="where the server can be reached" />;
  }
  return (
    <>
      {detail.remotes.map(remote => (
        <Box key={`${remote.type} ${remote.url}`} sx={{ mb: 0.5 }}>
          <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
            {remote.url}
          </Box>{' '}
          <Typography variant="caption" color="text.secondary">
            {remote.type}
            {remote.protocolVersion && `, MCP ${remote.protocolVersion}`}
          </Typography>{' '}
          {detail.remotes.length > 1 && (
            <StatusChip
              look={healthLooks[remote.health]}
              reason={remote.healthReason}
            />
          )}
        </Box>
      ))}
    </>
  );
}

function Links({ detail }: { detail: ServerDetail }) {
  const links = Object.entries(detail.governance.links ?? {});
  return links.length === 0 ? (
    <>none</>
  ) : (
    <>
      {links.map(([name, url], index) => (
        <span key={name}>
          {index > 0 && ' · '}
          <Link to={url}>{name}</Link>
        </span>
      ))}
    </>
  );
}

/** What is wrong with the entry itself. */
function EntryProblems({ detail }: { detail: ServerDetail }) {
  const { rejection, warnings } = detail;
  const list = (messages: string[]): ReactNode => (
    <Box component="ul" sx={{ m: 0, pl: 2, overflowWrap: 'anywhere' }}>
      {messages.map(message => (
        <li key={message}>{message}</li>
      ))}
    </Box>
  );
  return (
    <>
      {rejection && (
        <Alert severity="error" sx={{ mb: 2 }}>
          <AlertTitle>
            The newest version of this entry was rejected; the last valid one is
            shown
          </AlertTitle>
          {list(rejection.messages)}
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          <AlertTitle>The entry has fields that do not count</AlertTitle>
          {list(warnings)}
        </Alert>
      )}
    </>
  );
}

function Auth({ detail }: { detail: ServerDetail }) {
  const { auth } = detail.governance;
  if (!auth?.method) {
    return <Missing what="how callers identify themselves" />;
  }
  return (
    <>
      {auth.method}
      {auth.issuer && ` from ${auth.issuer}`}
      <Typography variant="caption" color="text.secondary" component="span">
        {' '}
        (declared, unverified)
      </Typography>
    </>
  );
}

const twoColumns = {
  display: 'grid',
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    lg: 'minmax(0, 1fr) minmax(0, 1fr)',
  },
  columnGap: 4,
};

const entryFactNames = [
  'Use when',
  'Avoid when',
  'Endpoint',
  'Authentication',
  'Origin',
  'Version',
  'Links',
] as const;

const origins = { internal: 'built here', vendor: 'built by a vendor' };

/** What the entry says of how to use the server. */
function EntryFacts({ detail }: { detail: ServerDetail }) {
  const { useWhen, avoidWhen, version } = detail.governance;
  return (
    <Box component="dl" sx={{ m: 0 }}>
      <Fact name="Use when">
        <Sentences items={useWhen} what="when to use the server" />
      </Fact>
      <Fact name="Avoid when">
        <Sentences items={avoidWhen} what="when not to use the server" />
      </Fact>
      <Fact name="Endpoint">
        <Remotes detail={detail} />
      </Fact>
      <Fact name="Authentication">
        <Auth detail={detail} />
      </Fact>
      <Fact name="Origin">
        {detail.origin ? (
          origins[detail.origin]
        ) : (
          <Missing what="who built the server" />
        )}
      </Fact>
      <Fact name="Version">
        {version ?? <Missing what="which version the entry describes" />}
      </Fact>
      <Fact name="Links">
        <Links detail={detail} />
      </Fact>
    </Box>
  );
}

/** The standing of a server at the top of its entity page. */
export function OverviewCard() {
  const query = useServer(useEntityServer());
  return (
    <EntityInfoCard
      title="MCP server"
      headerActions={
        query.data && (
          <>
            <LookAgain detail={query.data} />
            <UploadTokensButton detail={query.data} />
          </>
        )
      }
    >
      <Loaded
        query={query}
        failure="What is known of this server could not be loaded"
        skeleton={
          <>
            <Typography gutterBottom>
              <Skeleton width="60%" />
            </Typography>
            <Box sx={twoColumns}>
              <FactsSkeleton names={serverFactNames} />
              <FactsSkeleton names={entryFactNames} />
            </Box>
          </>
        }
      >
        {detail => (
          <>
            <EntryProblems detail={detail} />
            <Typography
              component="div"
              gutterBottom
              sx={{ overflowWrap: 'anywhere' }}
            >
              {detail.purpose ?? <Missing what="what the server is for" />}
            </Typography>
            <Box sx={twoColumns}>
              <ServerFacts detail={detail} />
              <EntryFacts detail={detail} />
            </Box>
          </>
        )}
      </Loaded>
    </EntityInfoCard>
  );
}
