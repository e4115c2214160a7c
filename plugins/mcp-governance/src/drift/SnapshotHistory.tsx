import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import {
  SectionChanges,
  SnapshotArrival,
} from 'backstage-plugin-mcp-governance-common';
import { useState } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { useSnapshots } from '../api/queries';
import { listItem } from '../layout/listItem';
import { Loaded } from '../loading/Loaded';
import { Nothing } from '../loading/Nothing';
import { Time } from '../status/Time';

const STEP = 10;

const nouns: Record<SectionChanges['section'], string> = {
  tools: 'tool',
  prompts: 'prompt',
  resources: 'resource',
  resourceTemplates: 'resource template',
};

const aspectWords = {
  description: 'description',
  input: 'input',
  output: 'output',
  annotations: 'annotations',
  other: 'other fields',
};

function ChangeLine(props: {
  sign: string;
  colour: string;
  what: string;
  name: string;
  detail?: string;
}) {
  return (
    <Box component="li" sx={{ overflowWrap: 'anywhere' }}>
      <Box component="span" sx={{ color: props.colour, fontWeight: 700 }}>
        {props.sign}
      </Box>{' '}
      {props.what} <code>{props.name || '(without a name)'}</code>
      {props.detail && (
        <Typography component="span" variant="body2" color="text.secondary">
          {' '}
          {props.detail}
        </Typography>
      )}
    </Box>
  );
}

function Changes({ arrival }: { arrival: SnapshotArrival }) {
  const { changes, unknown } = arrival;
  if (!changes) {
    return <Typography variant="body2">First time it was seen.</Typography>;
  }
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {changes.flatMap(({ section, added, removed, changed }) => [
        ...added.map(name => (
          <ChangeLine
            key={`+${section}${name}`}
            sign="+"
            colour="success.main"
            what={`${nouns[section]} added:`}
            name={name}
          />
        )),
        ...removed.map(name => (
          <ChangeLine
            key={`-${section}${name}`}
            sign="−"
            colour="error.main"
            what={`${nouns[section]} removed:`}
            name={name}
          />
        )),
        ...changed.map(({ name, aspects }) => (
          <ChangeLine
            key={`~${section}${name}`}
            sign="~"
            colour="warning.main"
            what={`${nouns[section]} changed:`}
            name={name}
            detail={aspects.map(aspect => aspectWords[aspect]).join(', ')}
          />
        )),
      ])}
      {changes.length === 0 && unknown.length === 0 && (
        <Box component="li">
          No tool, prompt or resource differs: the server’s own description,
          capabilities or authentication do.
        </Box>
      )}
      {unknown.map(reason => (
        <ChangeLine
          key={reason}
          sign="?"
          colour="text.secondary"
          what="not compared:"
          name={reason}
        />
      ))}
    </Box>
  );
}

/** What the server answered over time: every time it began to answer otherwise. */
export function SnapshotHistory({ server }: { server: ServerName }) {
  const [limit, setLimit] = useState(STEP);
  const query = useSnapshots(server, { limit, offset: 0 });
  return (
    <EntityInfoCard title="What changed">
      <Loaded
        query={query}
        failure="The history could not be loaded"
        skeleton={<Skeleton variant="rounded" height={120} />}
      >
        {page =>
          page.items.length === 0 ? (
            <Nothing title="Nothing was seen yet">
              Once the live server has answered, every change of its answers is
              listed here.
            </Nothing>
          ) : (
            <>
              <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                {page.items.map(arrival => (
                  <Box
                    component="li"
                    key={`${arrival.firstSeenAt} ${arrival.remote.url}`}
                    sx={listItem}
                  >
                    <Typography variant="subtitle2" component="h4">
                      <Time iso={arrival.firstSeenAt} />
                      <Typography
                        component="span"
                        variant="body2"
                        color="text.secondary"
                      >
                        {' '}
                        {[
                          arrival.serverName,
                          arrival.serverVersion,
                          `MCP ${arrival.protocolVersion}`,
                          `as ${arrival.principal}`,
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </Typography>
                    </Typography>
                    <Changes arrival={arrival} />
                  </Box>
                ))}
              </Box>
              {page.totalItems > page.items.length && (
                <Button onClick={() => setLimit(limit + STEP)} sx={{ mt: 1 }}>
                  Show older
                </Button>
              )}
            </>
          )
        }
      </Loaded>
    </EntityInfoCard>
  );
}
