import Box from '@mui/material/Box';
import { GridColDef } from '@mui/x-data-grid';
import { ServerSummary } from 'backstage-plugin-mcp-governance-common';
import {
  AuditChip,
  Cut,
  DriftChip,
  HealthChip,
  LastLooked,
  LifecycleAndStatus,
  Purpose,
  ServerLink,
  Team,
  ToolCounts,
} from './cells';

type Column = GridColDef<ServerSummary>;

/** The columns of the list of servers. A field is also what the backend sorts by. */
export const serverColumns: Column[] = [
  {
    field: 'title',
    headerName: 'Server and purpose',
    flex: 1,
    minWidth: 200,
    hideable: false,
    renderCell: ({ row }) => (
      <Box sx={{ minWidth: 0, lineHeight: 1.4 }}>
        <ServerLink server={row} />
        <Purpose server={row} />
      </Box>
    ),
  },
  {
    field: 'owner',
    headerName: 'Team',
    width: 115,
    renderCell: ({ row }) => <Team server={row} />,
  },
  {
    field: 'domain',
    headerName: 'Domain',
    width: 110,
    renderCell: ({ value }) => <Cut text={value ?? '–'} />,
  },
  {
    field: 'status',
    headerName: 'Lifecycle',
    description: 'Status and lifecycle',
    width: 115,
    renderCell: ({ row }) => <LifecycleAndStatus server={row} />,
  },
  {
    field: 'transport',
    headerName: 'Transport',
    width: 120,
    renderCell: ({ value }) => <Cut text={value ?? '–'} />,
  },
  {
    field: 'tools',
    headerName: 'Tools',
    description: 'All tools / those that can change something',
    width: 70,
    align: 'right',
    headerAlign: 'right',
    renderCell: ({ row }) => <ToolCounts server={row} />,
  },
  {
    field: 'health',
    headerName: 'Health',
    width: 130,
    renderCell: ({ row }) => <HealthChip server={row} />,
  },
  {
    field: 'lastObservedAt',
    headerName: 'Looked at',
    width: 100,
    renderCell: ({ row }) => <LastLooked server={row} />,
  },
  {
    field: 'drift',
    headerName: 'Drift',
    width: 105,
    renderCell: ({ row }) => <DriftChip server={row} />,
  },
  {
    field: 'nextDue',
    headerName: 'Next audit',
    width: 100,
    renderCell: ({ row }) => <AuditChip server={row} />,
  },
];
