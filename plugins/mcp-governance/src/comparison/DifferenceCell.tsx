import Box from '@mui/material/Box';
import TableCell from '@mui/material/TableCell';
import { ReactNode } from 'react';
import { Mark, shade, signs } from './marks';

/** A cell of a table; what was added or removed in it is marked by sign and colour. */
export function DifferenceCell(props: {
  mark: Mark;
  /** Begins the cells of a side. */
  isFirst?: boolean;
  children: ReactNode;
}) {
  const { mark, isFirst, children } = props;
  return (
    <TableCell
      sx={{
        bgcolor: shade(mark),
        overflowWrap: 'anywhere',
        ...(isFirst && { borderLeft: 1, borderLeftColor: 'divider' }),
      }}
    >
      {mark !== ' ' && (
        <Box component="span" sx={{ fontFamily: 'monospace', mr: 0.5 }}>
          {signs[mark]}
        </Box>
      )}
      {children}
    </TableCell>
  );
}
