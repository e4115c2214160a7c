import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { ScrollTable } from '../layout/ScrollTable';
import { DifferenceCell } from './DifferenceCell';
import { Pieces } from './Pieces';
import { Sides } from './Sides';
import { cellMarks, cellTitles } from './cellMarks';
import { ParameterPair, cellNames } from './pairParameters';

function Side(props: { row: ParameterPair; side: '-' | '+' }) {
  const { row, side } = props;
  const isThere = (side === '-' ? row.before : row.after) !== undefined;
  return (
    <>
      {cellNames.map((cell, index) => {
        const { mark, pieces } = cellMarks(row, cell, side);
        return (
          <DifferenceCell
            key={cell}
            mark={mark}
            isFirst={index === 0}
            isEmpty={pieces.every(({ text }) => text === '')}
          >
            {isThere && <Pieces pieces={pieces} mark={mark} />}
          </DifferenceCell>
        );
      })}
    </>
  );
}

/** Parameters as they were and as they are, beside each other. */
export function SplitParameters(props: {
  rows: ParameterPair[];
  label: string;
  sides: Sides;
}) {
  const { rows, label, sides } = props;
  return (
    <ScrollTable label={label} minWidth={960}>
      <TableHead>
        <TableRow>
          <TableCell rowSpan={2}>Name</TableCell>
          {(['before', 'after'] as const).map(side => (
            <TableCell
              key={side}
              colSpan={cellNames.length}
              sx={{ borderLeft: 1, borderLeftColor: 'divider' }}
            >
              {side === 'before' ? '−' : '+'} {sides[side]}
            </TableCell>
          ))}
        </TableRow>
        <TableRow>
          {(['before', 'after'] as const).flatMap(side =>
            cellNames.map((cell, index) => (
              <TableCell
                key={`${side} ${cell}`}
                sx={{
                  width: cell === 'description' ? '20%' : undefined,
                  ...(index === 0 && {
                    borderLeft: 1,
                    borderLeftColor: 'divider',
                  }),
                }}
              >
                {cellTitles[cell]}
              </TableCell>
            )),
          )}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <TableRow key={row.key}>
            <TableCell component="th" scope="row">
              <Box sx={{ pl: 2 * row.depth }}>
                <code>{row.name}</code>
              </Box>
            </TableCell>
            <Side row={row} side="-" />
            <Side row={row} side="+" />
          </TableRow>
        ))}
      </TableBody>
    </ScrollTable>
  );
}
