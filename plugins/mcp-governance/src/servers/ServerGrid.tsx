import Box from '@mui/material/Box';
import {
  DataGrid,
  GridColumnVisibilityModel,
  GridToolbarColumnsButton,
  GridToolbarContainer,
  GridToolbarDensitySelector,
  gridClasses,
} from '@mui/x-data-grid';
import { ServerPage } from 'backstage-plugin-mcp-governance-common';
import { ReactNode, useState } from 'react';
import { serverColumns } from './serverColumns';
import { ServerListState, pageSizes } from './useServerListState';

function Toolbar() {
  return (
    <GridToolbarContainer sx={{ justifyContent: 'flex-end' }}>
      <GridToolbarColumnsButton />
      <GridToolbarDensitySelector />
    </GridToolbarContainer>
  );
}

/** The list of servers as a grid: sorted and paged by the backend. */
export function ServerGrid(props: {
  page?: ServerPage;
  isLoading: boolean;
  state: ServerListState;
  onChange: (changes: Partial<ServerListState>) => void;
  empty: ReactNode;
}) {
  const { page, isLoading, state, onChange, empty } = props;
  const [hidden, setHidden] = useState<GridColumnVisibilityModel>({});
  const open = (row: { namespace: string; name: string }) =>
    onChange({ open: `${row.namespace}/${row.name}` });
  return (
    <Box sx={{ width: '100%', bgcolor: 'background.paper' }}>
      <DataGrid
        aria-label="MCP servers"
        autoHeight
        rows={page?.items ?? []}
        columns={serverColumns}
        getRowId={row => row.entityRef}
        rowHeight={60}
        loading={isLoading}
        rowCount={page?.totalItems ?? 0}
        paginationMode="server"
        sortingMode="server"
        disableColumnFilter
        disableRowSelectionOnClick
        sortingOrder={['asc', 'desc']}
        sortModel={[{ field: state.sort, sort: state.order }]}
        onSortModelChange={([sort]) =>
          onChange({
            sort: (sort?.field ?? 'title') as ServerListState['sort'],
            order: sort?.sort ?? 'asc',
            page: 0,
          })
        }
        pageSizeOptions={pageSizes}
        paginationModel={{ page: state.page, pageSize: state.pageSize }}
        onPaginationModelChange={model =>
          onChange({ page: model.page, pageSize: model.pageSize })
        }
        columnVisibilityModel={hidden}
        onColumnVisibilityModelChange={setHidden}
        onRowClick={({ row }) => open(row)}
        onCellKeyDown={({ row }, event) => {
          if (event.key === 'Enter' && event.target === event.currentTarget) {
            open(row);
          }
        }}
        slots={{ toolbar: Toolbar, noRowsOverlay: () => <>{empty}</> }}
        slotProps={{
          loadingOverlay: {
            variant: 'linear-progress',
            noRowsVariant: 'skeleton',
          },
        }}
        sx={{
          '--DataGrid-overlayHeight': '260px',
          [`& .${gridClasses.cell}`]: {
            display: 'flex',
            alignItems: 'center',
            px: 1,
          },
          [`& .${gridClasses['cell--textRight']}`]: {
            justifyContent: 'flex-end',
          },
          [`& .${gridClasses.columnHeader}`]: { px: 1 },
          [`& .${gridClasses.row}`]: { cursor: 'pointer' },
        }}
      />
    </Box>
  );
}
