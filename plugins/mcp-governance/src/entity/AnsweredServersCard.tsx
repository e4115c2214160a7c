import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useServers } from '../api/queries';
import { listItem } from '../layout/listItem';
import { Loaded } from '../loading/Loaded';
import { ApprovalChip } from '../servers/approvalCells';
import {
  AuditChip,
  DriftChip,
  HealthChip,
  Purpose,
  ServerLink,
} from '../servers/cells';

const MOST_SHOWN = 50;

/** On a person's or a team's page: the MCP servers that they answer for. */
export function AnsweredServersCard() {
  const { entity } = useEntity();
  const query = useServers({
    answersFor: stringifyEntityRef(entity),
    limit: MOST_SHOWN,
  });
  return (
    <EntityInfoCard title="MCP servers">
      <Loaded
        query={query}
        failure="The servers could not be loaded"
        skeleton={<Skeleton variant="rounded" height={120} />}
      >
        {page =>
          page.items.length === 0 ? (
            <Typography color="text.secondary">
              Answers for no MCP server.
            </Typography>
          ) : (
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {page.items.map(server => (
                <Box
                  key={server.entityRef}
                  component="li"
                  sx={{
                    ...listItem,
                    display: 'flex',
                    flexWrap: 'wrap',
                    columnGap: 2,
                    rowGap: 0.5,
                    alignItems: 'center',
                  }}
                >
                  <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
                    <ServerLink server={server} />
                    <Purpose server={server} />
                  </Box>
                  <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
                    <HealthChip server={server} />
                    <DriftChip server={server} isAlone />
                    <ApprovalChip server={server} isAlone />
                    <AuditChip server={server} isAlone />
                  </Box>
                </Box>
              ))}
              {page.totalItems > page.items.length && (
                <Typography
                  variant="body2"
                  color="text.secondary"
                  sx={{ pt: 1 }}
                >
                  and {page.totalItems - page.items.length} more
                </Typography>
              )}
            </Box>
          )
        }
      </Loaded>
    </EntityInfoCard>
  );
}
