import Box from '@mui/material/Box';
import {
  DataGrid,
  GridColumnVisibilityModel,
  GridDensity,
  GridToolbarColumnsButton,
  GridToolbarContainer,
  GridToolbarDensitySelector,
  gridClasses,
} from '@mui/x-data-grid';
import { ServerPage } from 'backstage-plugin-mcp-governance-common';
import { useState } from 'react';
import { hiddenColumns, serverColumns } from './serverColumns';
import { ServerListState, pageSizes } from './useServerListState';

const ROW_HEIGHT = 64;
/** As many rows as fit a usual screen, while it is not known how many there are. */
const ROWS_OF_SKELETON = 10;

/** A link in a row leads where it says, not into the drawer. */
function isInLink(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a') !== null;
}

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
  onOpen: (server: { namespace: string; name: string }) => void;
}) {
  const { page, isLoading, state, onChange, onOpen } = props;
  const [hidden, setHidden] =
    useState<GridColumnVisibilityModel>(hiddenColumns);
  const [density, setDensity] = useState<GridDensity>('standard');
  return (
    <Box
      component="section"
      aria-label="MCP servers"
      sx={{
        width: '100%',
        bgcolor: 'background.paper',
        '--purpose-lines': density === 'compact' ? 1 : 2,
      }}
    >
      <DataGrid
        autoHeight
        rows={page?.items ?? []}
        columns={serverColumns}
        getRowId={row => row.entityRef}
        rowHeight={ROW_HEIGHT}
        density={density}
        onDensityChange={setDensity}
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
        onRowClick={({ row }, event) => {
          if (!isInLink(event.target)) {
            onOpen(row);
          }
        }}
        onCellKeyDown={({ row }, event) => {
          if (event.key === 'Enter' && !isInLink(event.target)) {
            onOpen(row);
          }
        }}
        slots={{ toolbar: Toolbar }}
        slotProps={{
          loadingOverlay: {
            variant: 'linear-progress',
            noRowsVariant: 'skeleton',
          },
        }}
        sx={{
          '--DataGrid-overlayHeight': `${ROWS_OF_SKELETON * ROW_HEIGHT}px`,
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
