import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import {
  DisagreementKind,
  LocatedDisagreement,
} from 'backstage-plugin-mcp-governance-common';
import { ScrollTable } from '../layout/ScrollTable';
import { listItem } from '../layout/listItem';
import { FieldPlace } from './FieldPlace';

const titles: Record<DisagreementKind, (count: number) => string> = {
  'tool-not-live': count =>
    `${count} tools are declared and not listed by the server`,
  'tool-not-declared': count =>
    `${count} tools are listed by the server and not declared, so nobody stated what they may do`,
  'mutates-contradicts-annotations': count =>
    `${count} tools: the entry and the server disagree about whether they change anything`,
  'mutates-contradicts-name': count =>
    `${count} tools are named as if they did the opposite of what the entry says`,
  'confirmation-missing': count =>
    `${count} tools can destroy something and nobody is asked to confirm`,
  'scope-not-declared': count =>
    `${count} times a tool requires a scope that the server does not declare`,
  'too-many-tools': () => 'Too many tools',
  'version-differs': () => 'The versions differ',
  'transport-differs': () => 'The transports differ',
};

/** Several disagreements of one kind, a line each. */
export function DisagreementGroup(props: { group: LocatedDisagreement[] }) {
  const { group } = props;
  const title = titles[group[0].kind](group.length);
  const hasOneMend = group.every(({ mend }) => mend === group[0].mend);
  return (
    <Box component="li" sx={listItem}>
      <Typography variant="body1">{title}.</Typography>
      {hasOneMend && <Typography variant="body2">{group[0].mend}</Typography>}
      <Box sx={{ mt: 1 }}>
        <ScrollTable label={title} minWidth={640}>
          <TableHead>
            <TableRow>
              <TableCell>Tool</TableCell>
              <TableCell>− Entry</TableCell>
              <TableCell>+ Server</TableCell>
              <TableCell>
                {hasOneMend ? 'Where' : 'What to do, and where'}
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {group.map(disagreement => (
              <TableRow key={`${disagreement.subject} ${disagreement.path}`}>
                <TableCell>
                  <code>{disagreement.subject.replace(/^tool:/, '')}</code>
                </TableCell>
                <TableCell>
                  <code>{disagreement.declared}</code>
                </TableCell>
                <TableCell>
                  <code>{disagreement.live}</code>
                </TableCell>
                <TableCell>
                  {!hasOneMend && disagreement.mend}
                  <FieldPlace disagreement={disagreement} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </ScrollTable>
      </Box>
    </Box>
  );
}
