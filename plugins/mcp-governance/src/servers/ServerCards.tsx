import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import CardContent from '@mui/material/CardContent';
import Skeleton from '@mui/material/Skeleton';
import TablePagination from '@mui/material/TablePagination';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { ServerPage } from 'backstage-plugin-mcp-governance-common';
import { ReactNode } from 'react';
import { AuditChip, DriftChip, HealthChip, ToolCounts } from './cells';
import { ServerListState, pageSizes } from './useServerListState';

/** The list of servers for a narrow screen: a card each. */
export function ServerCards(props: {
  page?: ServerPage;
  isLoading: boolean;
  state: ServerListState;
  onChange: (changes: Partial<ServerListState>) => void;
  empty: ReactNode;
}) {
  const { page, isLoading, state, onChange, empty } = props;
  if (!page) {
    return isLoading ? (
      <Box sx={{ display: 'grid', gap: 1 }}>
        {[1, 2, 3, 4].map(key => (
          <Skeleton key={key} variant="rounded" height={148} />
        ))}
      </Box>
    ) : null;
  }
  if (page.items.length === 0) {
    return <>{empty}</>;
  }
  return (
    <>
      <Box
        component="ul"
        aria-label="MCP servers"
        sx={{ display: 'grid', gap: 1, p: 0, m: 0, listStyle: 'none' }}
      >
        {page.items.map(server => (
          <Card
            key={server.entityRef}
            component="li"
            variant="outlined"
            sx={{ minWidth: 0 }}
          >
            <CardContent>
              <Typography variant="subtitle1" component="h3" fontWeight={600}>
                <Link
                  component="button"
                  variant="inherit"
                  underline="hover"
                  textAlign="left"
                  onClick={() =>
                    onChange({ open: `${server.namespace}/${server.name}` })
                  }
                >
                  {server.title}
                </Link>
              </Typography>
              <Typography
                variant="body2"
                color="text.secondary"
                gutterBottom
                sx={{
                  display: '-webkit-box',
                  WebkitBoxOrient: 'vertical',
                  WebkitLineClamp: 2,
                  overflow: 'hidden',
                }}
              >
                {server.purpose ?? 'no purpose stated'}
              </Typography>
              <Box
                sx={{
                  display: 'flex',
                  flexWrap: 'wrap',
                  gap: 0.5,
                  alignItems: 'center',
                }}
              >
                <HealthChip server={server} />
                <DriftChip server={server} />
                <AuditChip server={server} />
                <Typography variant="body2" component="span" sx={{ ml: 0.5 }}>
                  Tools <ToolCounts server={server} />
                </Typography>
              </Box>
            </CardContent>
          </Card>
        ))}
      </Box>
      <TablePagination
        component="div"
        count={page.totalItems}
        page={state.page}
        rowsPerPage={state.pageSize}
        rowsPerPageOptions={pageSizes}
        labelRowsPerPage=""
        onPageChange={(_, next) => onChange({ page: next })}
        onRowsPerPageChange={event =>
          onChange({ pageSize: Number(event.target.value), page: 0 })
        }
      />
    </>
  );
}
