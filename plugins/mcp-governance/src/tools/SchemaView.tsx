import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Json, schemaParameters } from 'backstage-plugin-mcp-governance-common';
import { useMemo, useState } from 'react';
import { CodeBlock } from '../layout/CodeBlock';
import { ParameterTable } from './ParameterTable';

/** A schema as a parameter table, with the raw JSON behind a toggle. */
export function SchemaView(props: {
  title: string;
  schema: unknown;
  /** What is said where the schema asks for nothing. */
  nothing: string;
  toolName: string;
}) {
  const { title, schema, nothing, toolName } = props;
  const [isRaw, setRaw] = useState(false);
  const parameters = useMemo(() => schemaParameters(schema as Json), [schema]);
  return (
    <Box sx={{ mt: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography variant="subtitle2" component="h5">
          {title}
        </Typography>
        {schema !== undefined && (
          <Button
            size="small"
            aria-pressed={isRaw}
            onClick={() => setRaw(!isRaw)}
          >
            {isRaw ? 'Show table' : 'Show raw JSON'}
          </Button>
        )}
      </Box>
      {isRaw && (
        <CodeBlock
          text={JSON.stringify(schema, null, 2)}
          label={`${title} of ${toolName} as JSON`}
        />
      )}
      {!isRaw && parameters.length === 0 && (
        <Typography variant="body2" color="text.secondary">
          {nothing}
        </Typography>
      )}
      {!isRaw && parameters.length > 0 && (
        <ParameterTable
          parameters={parameters}
          label={`${title} of ${toolName}`}
        />
      )}
    </Box>
  );
}
