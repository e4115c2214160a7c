import ChevronRightIcon from '@mui/icons-material/ChevronRight';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Parameter } from 'backstage-plugin-mcp-governance-common';
import { useState } from 'react';
import { ScrollTable } from '../layout/ScrollTable';

function ParameterRows(props: { parameter: Parameter; depth: number }) {
  const { parameter, depth } = props;
  const [isOpen, setOpen] = useState(depth === 0);
  const { name, type, required, constraints, description, children } =
    parameter;
  return (
    <>
      <TableRow>
        <TableCell component="th" scope="row">
          <Box sx={{ pl: 3 * depth, whiteSpace: 'nowrap' }}>
            {children.length > 0 ? (
              <IconButton
                size="small"
                aria-label={`${isOpen ? 'Hide' : 'Show'} what ${name} holds`}
                aria-expanded={isOpen}
                onClick={() => setOpen(!isOpen)}
                sx={{ ml: -2, p: 0.25 }}
              >
                {isOpen ? (
                  <ExpandMoreIcon fontSize="inherit" />
                ) : (
                  <ChevronRightIcon fontSize="inherit" />
                )}
              </IconButton>
            ) : null}
            <code>{name}</code>
          </Box>
        </TableCell>
        <TableCell>{type}</TableCell>
        <TableCell>{required ? 'required' : 'optional'}</TableCell>
        <TableCell>
          {description && <div>{description}</div>}
          {constraints.length > 0 && (
            <Typography variant="caption" color="text.secondary">
              {constraints.join(' · ')}
            </Typography>
          )}
        </TableCell>
      </TableRow>
      {isOpen &&
        children.map((child, index) => (
          <ParameterRows
            key={`${child.name} ${index}`}
            parameter={child}
            depth={depth + 1}
          />
        ))}
    </>
  );
}

/** A JSON Schema as a table a person can read; nested objects fold. */
export function ParameterTable(props: {
  parameters: Parameter[];
  label: string;
}) {
  return (
    <ScrollTable label={props.label} minWidth={560}>
      <TableHead>
        <TableRow>
          <TableCell>Name</TableCell>
          <TableCell>Type</TableCell>
          <TableCell>Required</TableCell>
          <TableCell sx={{ width: '50%' }}>Meaning and limits</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {props.parameters.map((parameter, index) => (
          <ParameterRows
            key={`${parameter.name} ${index}`}
            parameter={parameter}
            depth={0}
          />
        ))}
      </TableBody>
    </ScrollTable>
  );
}
