import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import { governanceApiRef } from '../api/GovernanceApi';
import { useServerFacets, useServers } from '../api/queries';
import { ErrorNotice } from '../loading/ErrorNotice';
import { Nothing } from '../loading/Nothing';
import { RejectedEntries } from './RejectedEntries';
import { ServerCards } from './ServerCards';
import { ServerDrawer } from './ServerDrawer';
import { ServerFilters } from './ServerFilters';
import { ServerGrid } from './ServerGrid';
import { saveFile } from './saveFile';
import { countFilters, useServerListState } from './useServerListState';

/** What exists, whose it is, is it healthy, in drift, overdue. */
export function ServersPage() {
  const { state, request, change, changeFilter } = useServerListState();
  const api = useApi(governanceApiRef);
  const alerts = useApi(alertApiRef);
  const isNarrow = useMediaQuery(useTheme().breakpoints.down('sm'));
  const servers = useServers(request);
  const facets = useServerFacets(state.filter);
  const [isExporting, setExporting] = useState(false);

  const exportList = async () => {
    setExporting(true);
    try {
      const { sort, order } = state;
      saveFile(
        await api.exportServers({ ...state.filter, sort, order }),
        'mcp-servers.csv',
      );
    } catch (error) {
      alerts.post({
        message: `The export failed: ${(error as Error).message}`,
        severity: 'error',
        display: 'transient',
      });
    } finally {
      setExporting(false);
    }
  };

  const isFiltered = countFilters(state.filter) > 0;
  const empty = isFiltered ? (
    <Nothing
      title="No server matches"
      action={
        <Button
          variant="outlined"
          onClick={() =>
            changeFilter({
              q: undefined,
              mine: undefined,
              owner: undefined,
              domain: undefined,
              status: undefined,
              health: undefined,
              drift: undefined,
            })
          }
        >
          Show all servers
        </Button>
      }
    />
  ) : (
    <Nothing title="No MCP server is registered yet">
      Every internal MCP server would be here, with its owner, its tools and its
      health. Register the first one: a catalog-info.yaml with kind API and
      spec.type mcp-server.
    </Nothing>
  );
  const List = isNarrow ? ServerCards : ServerGrid;
  return (
    <Box sx={{ px: { xs: 2, sm: 3 }, pb: 3, minWidth: 0 }}>
      <RejectedEntries />
      <ServerFilters
        filter={state.filter}
        facets={facets.data}
        onChange={changeFilter}
        onExport={exportList}
        isExporting={isExporting}
        isNarrow={isNarrow}
      />
      {servers.error && (
        <ErrorNotice
          what="The servers could not be loaded"
          error={servers.error}
          onRetry={() => servers.refetch()}
          isStale={servers.data !== undefined}
        />
      )}
      {(servers.data || !servers.error) && (
        <List
          page={servers.data}
          isLoading={servers.isPending || servers.isPlaceholderData}
          state={state}
          onChange={change}
          empty={empty}
        />
      )}
      <ServerDrawer
        open={state.open}
        onClose={() => change({ open: undefined })}
      />
    </Box>
  );
}
