import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import CardContent from '@mui/material/CardContent';
import Skeleton from '@mui/material/Skeleton';
import TablePagination from '@mui/material/TablePagination';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { ServerPage } from 'backstage-plugin-mcp-governance-common';
import { ApprovalChip } from './approvalCells';
import {
  AuditChip,
  DriftChip,
  HealthChip,
  Purpose,
  ServerStatusChip,
  Team,
} from './cells';
import { toolWords } from './toolWords';
import { ServerListState, pageSizes } from './useServerListState';

/** The list of servers for a narrow screen: a card each. */
export function ServerCards(props: {
  page?: ServerPage;
  isLoading: boolean;
  state: ServerListState;
  onChange: (changes: Partial<ServerListState>) => void;
  onOpen: (server: { namespace: string; name: string }) => void;
}) {
  const { page, isLoading, state, onChange, onOpen } = props;
  if (!page) {
    return isLoading ? (
      <Box sx={{ display: 'grid', gap: 1 }}>
        {[1, 2, 3, 4].map(key => (
          <Skeleton key={key} variant="rounded" height={176} />
        ))}
      </Box>
    ) : null;
  }
  return (
    <>
      <Box
        component="ul"
        aria-label="MCP servers"
        aria-busy={isLoading}
        sx={{
          display: 'grid',
          gap: 1,
          p: 0,
          m: 0,
          listStyle: 'none',
          opacity: isLoading ? 0.6 : 1,
          '--purpose-lines': 2,
        }}
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
                  sx={{ overflowWrap: 'anywhere' }}
                  onClick={() => onOpen(server)}
                >
                  {server.title}
                </Link>
              </Typography>
              <Purpose server={server} />
              <Box
                sx={{
                  display: 'flex',
                  flexWrap: 'wrap',
                  columnGap: 2,
                  alignItems: 'center',
                  my: 0.5,
                }}
              >
                <Team server={server} isAlone />
                <Typography variant="body2">
                  {toolWords(server.tools)}
                </Typography>
              </Box>
              <Box
                sx={{
                  display: 'flex',
                  flexWrap: 'wrap',
                  gap: 0.5,
                  alignItems: 'center',
                }}
              >
                {server.status !== 'active' && (
                  <ServerStatusChip server={server} />
                )}
                <HealthChip server={server} />
                <DriftChip server={server} isAlone />
                <ApprovalChip server={server} isAlone />
                <AuditChip server={server} isAlone />
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
