import Box from '@mui/material/Box';
import TableCell from '@mui/material/TableCell';
import { ReactNode } from 'react';
import { Mark, shade, signs } from './marks';

/** A cell of a table; what was added or removed in it is marked by sign and colour. */
export function DifferenceCell(props: {
  mark: Mark;
  /** Begins the cells of a side. */
  isFirst?: boolean;
  /** Nothing is there that could have a sign. */
  isEmpty?: boolean;
  children: ReactNode;
}) {
  const { mark, isFirst, isEmpty, children } = props;
  return (
    <TableCell
      sx={{
        bgcolor: shade(mark),
        // A long word widens the table, which scrolls, rather than breaking short ones.
        overflowWrap: 'break-word',
        maxWidth: 320,
        ...(isFirst && { borderLeft: 1, borderLeftColor: 'divider' }),
      }}
    >
      {mark !== ' ' && !isEmpty && (
        <Box component="span" sx={{ fontFamily: 'monospace', mr: 0.5 }}>
          {signs[mark]}
        </Box>
      )}
      {children}
    </TableCell>
  );
}
