import Table from '@mui/material/Table';
import TableContainer from '@mui/material/TableContainer';
import { tableCellClasses } from '@mui/material/TableCell';
import { ReactNode } from 'react';

/** A table that keeps its words whole and scrolls inside its frame where there is little room. */
export function ScrollTable(props: {
  label: string;
  /** Below this width it scrolls. */
  minWidth: number;
  children: ReactNode;
}) {
  const { label, minWidth, children } = props;
  return (
    <TableContainer
      role="region"
      aria-label={label}
      tabIndex={0}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}
    >
      <Table
        size="small"
        aria-label={label}
        sx={{
          minWidth,
          // The portal's theme sets tables of single words: here are sentences.
          [`& .${tableCellClasses.root}`]: {
            px: 2,
            py: 1,
            lineHeight: 1.43,
            verticalAlign: 'top',
            wordBreak: 'normal',
          },
        }}
      >
        {children}
      </Table>
    </TableContainer>
  );
}
