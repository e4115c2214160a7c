import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { Json } from 'backstage-plugin-mcp-governance-common';
import { ScrollTable } from '../layout/ScrollTable';
import { DifferenceCell } from './DifferenceCell';
import { Sides } from './Sides';
import { fieldsOf } from './fieldsOf';
import { Mark } from './marks';
import { revealHidden } from './revealHidden';

function Value(props: { text: string | undefined; mark: Mark }) {
  const { text, mark } = props;
  return text === undefined ? (
    <DifferenceCell mark=" ">not stated</DifferenceCell>
  ) : (
    <DifferenceCell mark={mark}>{revealHidden(text)}</DifferenceCell>
  );
}

/** Title, annotations and other plain fields that differ; nothing where none does. */
export function FieldDifference(props: {
  label: string;
  before: Json | undefined;
  after: Json | undefined;
  sides: Sides;
}) {
  const { label, before, after, sides } = props;
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])].filter(
    name => was.get(name) !== is.get(name),
  );
  return names.length === 0 ? null : (
    <ScrollTable label={label} minWidth={480}>
      <TableHead>
        <TableRow>
          <TableCell>Field</TableCell>
          <TableCell sx={{ width: '35%' }}>− {sides.before}</TableCell>
          <TableCell sx={{ width: '35%' }}>+ {sides.after}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {names.map(name => (
          <TableRow key={name}>
            <TableCell component="th" scope="row">
              <code>{name}</code>
            </TableCell>
            <Value text={was.get(name)} mark="-" />
            <Value text={is.get(name)} mark="+" />
          </TableRow>
        ))}
      </TableBody>
    </ScrollTable>
  );
}
