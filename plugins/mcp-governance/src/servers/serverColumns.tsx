import Box from '@mui/material/Box';
import { GridColDef } from '@mui/x-data-grid';
import { ServerSummary } from 'backstage-plugin-mcp-governance-common';
import { Cut } from '../layout/Cut';
import { ApprovalChip, DriftAndApproval } from './approvalCells';
import {
  AuditChip,
  HealthChip,
  LastLooked,
  LifecycleAndStatus,
  Purpose,
  ServerLink,
  Team,
  ToolCounts,
} from './cells';

type Column = GridColDef<ServerSummary>;

/**
 * Links in a row are no stops of the tab key, which would be two a row: the
 * cells are walked with the arrow keys, and Enter leads to the drawer, which has
 * the same links. What explains itself on focus gets it with its cell.
 */
const NOT_BY_TAB = -1;

/** Columns that one has to ask for: the column Drift says of approval what needs somebody. */
export const hiddenColumns = { approval: false };

/** The columns of the list of servers. A field is also what the backend sorts by. */
export const serverColumns: Column[] = [
  {
    field: 'title',
    headerName: 'Server and purpose',
    flex: 1,
    minWidth: 180,
    hideable: false,
    renderCell: ({ row }) => (
      <Box sx={{ minWidth: 0, lineHeight: 1.4 }}>
        <ServerLink server={row} tabIndex={NOT_BY_TAB} />
        <Purpose server={row} />
      </Box>
    ),
  },
  {
    field: 'owner',
    headerName: 'Team',
    width: 120,
    renderCell: ({ row }) => <Team server={row} tabIndex={NOT_BY_TAB} />,
  },
  {
    field: 'domain',
    headerName: 'Domain',
    width: 92,
    renderCell: ({ value }) => <Cut text={value ?? '–'} />,
  },
  {
    field: 'status',
    headerName: 'Lifecycle',
    description: 'Status and lifecycle',
    width: 115,
    renderCell: ({ row, tabIndex }) => (
      <LifecycleAndStatus server={row} tabIndex={tabIndex} />
    ),
  },
  {
    field: 'transport',
    headerName: 'Transport',
    width: 118,
    renderCell: ({ value }) => <Cut text={value ?? '–'} />,
  },
  {
    field: 'tools',
    headerName: 'Tools',
    description: 'All tools, and how many of them can change something',
    width: 78,
    align: 'right',
    headerAlign: 'right',
    renderCell: ({ row, tabIndex }) => (
      <ToolCounts server={row} tabIndex={tabIndex} />
    ),
  },
  {
    field: 'health',
    headerName: 'Health',
    width: 120,
    renderCell: ({ row, tabIndex }) => (
      <HealthChip server={row} tabIndex={tabIndex} />
    ),
  },
  {
    field: 'lastObservedAt',
    headerName: 'Looked at',
    width: 84,
    renderCell: ({ row }) => <LastLooked server={row} />,
  },
  {
    field: 'drift',
    headerName: 'Drift',
    description: 'Drift, and whether it needs approval',
    width: 166,
    renderCell: ({ row, tabIndex }) => (
      <DriftAndApproval server={row} tabIndex={tabIndex} />
    ),
  },
  {
    field: 'approval',
    headerName: 'Approval',
    width: 166,
    renderCell: ({ row, tabIndex }) => (
      <ApprovalChip server={row} tabIndex={tabIndex} />
    ),
  },
  {
    field: 'nextDue',
    headerName: 'Next audit',
    width: 96,
    renderCell: ({ row, tabIndex }) => (
      <AuditChip server={row} tabIndex={tabIndex} />
    ),
  },
];
