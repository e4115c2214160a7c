import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { ScrollTable } from '../layout/ScrollTable';
import { Pieces } from './Pieces';
import { Sides } from './Sides';
import { cellMarks, cellTitles } from './cellMarks';
import { shade, signs } from './marks';
import { ParameterPair, cellNames } from './pairParameters';

function Line(props: { row: ParameterPair; side: '-' | '+' }) {
  const { row, side } = props;
  const mark = row.isSame ? ' ' : side;
  return (
    <TableRow sx={{ bgcolor: shade(mark) }}>
      <TableCell component="th" scope="row">
        <Box sx={{ pl: 2 * row.depth, whiteSpace: 'nowrap' }}>
          <Box component="span" sx={{ fontFamily: 'monospace', mr: 1 }}>
            {signs[mark]}
          </Box>
          <code>{row.name}</code>
        </Box>
      </TableCell>
      {cellNames.map(cell => {
        const { mark: cellMark, pieces } = cellMarks(row, cell, side);
        return (
          <TableCell
            key={cell}
            sx={{ overflowWrap: 'break-word', maxWidth: 320 }}
          >
            <Pieces pieces={pieces} mark={cellMark} />
          </TableCell>
        );
      })}
    </TableRow>
  );
}

/** Parameters as they were and as they are, below each other: for little room. */
export function UnifiedParameters(props: {
  rows: ParameterPair[];
  label: string;
  sides: Sides;
}) {
  const { rows, label, sides } = props;
  return (
    <ScrollTable label={label} minWidth={640}>
      <TableHead>
        <TableRow>
          <TableCell>
            Name (− {sides.before}, + {sides.after})
          </TableCell>
          {cellNames.map(cell => (
            <TableCell key={cell}>{cellTitles[cell]}</TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.flatMap(row => [
          ...(row.before && !row.isSame
            ? [<Line key={`- ${row.key}`} row={row} side="-" />]
            : []),
          ...(row.after
            ? [<Line key={`+ ${row.key}`} row={row} side="+" />]
            : []),
        ])}
      </TableBody>
    </ScrollTable>
  );
}
