import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useEffect, useState } from 'react';
import { governanceApiRef } from '../api/GovernanceApi';
import {
  useRejectedEntries,
  useServerFacets,
  useServers,
} from '../api/queries';
import { ErrorNotice } from '../loading/ErrorNotice';
import { NoServers } from './NoServers';
import { RejectedEntries } from './RejectedEntries';
import { ServerCards } from './ServerCards';
import { ServerDrawer } from './ServerDrawer';
import { ServerFilters } from './ServerFilters';
import { ServerGrid } from './ServerGrid';
import { saveFile } from './saveFile';
import { useServerListState } from './useServerListState';

/** What exists, whose it is, is it healthy, in drift, overdue. */
export function ServersPage() {
  const { state, request, change, changeFilter, open, close } =
    useServerListState();
  const api = useApi(governanceApiRef);
  const alerts = useApi(alertApiRef);
  const isNarrow = useMediaQuery(useTheme().breakpoints.down('sm'), {
    // Known at once: no grid flashes up on a phone.
    noSsr: true,
  });
  const servers = useServers(request);
  const rejected = useRejectedEntries();
  const facets = useServerFacets(state.filter);
  const [isExporting, setExporting] = useState(false);

  // A link to a page that the list no longer has leads to its last one.
  const { page: pageIndex, pageSize } = state;
  const totalItems = servers.isPlaceholderData
    ? undefined
    : servers.data?.totalItems;
  useEffect(() => {
    const last = Math.ceil((totalItems ?? Infinity) / pageSize) - 1;
    if (pageIndex > Math.max(0, last)) {
      change({ page: Math.max(0, last) });
    }
  }, [pageIndex, pageSize, totalItems, change]);

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

  const List = isNarrow ? ServerCards : ServerGrid;
  // Both or neither: what was rejected stands above and must not push the list down.
  const page = rejected.isPending ? undefined : servers.data;
  return (
    <Box sx={{ px: { xs: 2, sm: 3 }, pb: 3, minWidth: 0 }}>
      <RejectedEntries query={rejected} />
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
      {page?.totalItems === 0 && (
        <NoServers filter={state.filter} onChange={changeFilter} />
      )}
      {page?.totalItems !== 0 && (page || !servers.error) && (
        <List
          page={page}
          isLoading={!page || servers.isPlaceholderData}
          state={state}
          onChange={change}
          onOpen={open}
        />
      )}
      <ServerDrawer open={state.open} onClose={close} />
    </Box>
  );
}
