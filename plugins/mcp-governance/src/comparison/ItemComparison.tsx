import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import {
  Json,
  JsonObject,
  Parameter,
  canonicalText,
  isJsonObject,
  isSameJson,
  schemaParameters,
} from 'backstage-plugin-mcp-governance-common';
import { ReactNode, useState } from 'react';
import { FieldDifference } from './FieldDifference';
import { ParameterDifference } from './ParameterDifference';
import { Sides } from './Sides';
import { TextDifference } from './TextDifference';
import { argumentParameters } from './argumentParameters';

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box sx={{ mt: 1.5 }}>
      <Typography variant="subtitle2" component="h5" gutterBottom>
        {title}
      </Typography>
      {children}
    </Box>
  );
}

const textOf = (value: Json | undefined) =>
  typeof value === 'string' ? value : '';

/** Keys in one order, so that only what differs differs. */
function jsonText(item: Json | undefined): string {
  return item === undefined
    ? ''
    : JSON.stringify(JSON.parse(canonicalText(item)), null, 2);
}

/** The parts of an item that are shown as texts. */
const texts = [
  { key: 'description', title: 'Description' },
  { key: 'instructions', title: 'Instructions' },
];

/** The parts of an item that are shown as parameter tables. */
const tables: {
  key: string;
  title: string;
  rows: (value: Json | undefined) => Parameter[];
}[] = [
  { key: 'inputSchema', title: 'Input', rows: schemaParameters },
  { key: 'outputSchema', title: 'Output', rows: schemaParameters },
  { key: 'arguments', title: 'Arguments', rows: argumentParameters },
];

function Readable(props: {
  name: string;
  before: Json | undefined;
  after: Json | undefined;
  sides: Sides;
}) {
  const { name, before, after, sides } = props;
  const objectOf = (item: Json | undefined): JsonObject =>
    isJsonObject(item) ? item : {};
  const [was, is] = [objectOf(before), objectOf(after)];
  return (
    <>
      {texts
        .filter(({ key }) => textOf(was[key]) !== textOf(is[key]))
        .map(({ key, title }) => (
          <Part key={key} title={title}>
            <TextDifference
              label={`${title} of ${name}`}
              before={textOf(was[key])}
              after={textOf(is[key])}
            />
          </Part>
        ))}
      {tables
        .filter(({ key }) => !isSameJson(was[key], is[key]))
        .map(({ key, title, rows }) => (
          <Part key={key} title={title}>
            <ParameterDifference
              label={`${title} of ${name}`}
              before={rows(was[key])}
              after={rows(is[key])}
              sides={sides}
            />
          </Part>
        ))}
      <Box sx={{ mt: 1.5 }}>
        <FieldDifference
          label={`Other fields of ${name}`}
          before={before}
          after={after}
          sides={sides}
        />
      </Box>
    </>
  );
}

/** A tool, prompt or resource as it was and as it is; raw JSON behind a toggle. */
export function ItemComparison(props: {
  name: string;
  /** Absent where there was none, or is none any more. */
  before: Json | undefined;
  after: Json | undefined;
  sides: Sides;
}) {
  const { name, before, after, sides } = props;
  const [isRaw, setRaw] = useState(false);
  return (
    <Box sx={{ minWidth: 0 }}>
      {isRaw ? (
        <Part title="Raw JSON">
          <TextDifference
            label={`Raw JSON of ${name}`}
            before={jsonText(before)}
            after={jsonText(after)}
            isCode
          />
        </Part>
      ) : (
        <Readable name={name} before={before} after={after} sides={sides} />
      )}
      <Button
        size="small"
        aria-pressed={isRaw}
        onClick={() => setRaw(!isRaw)}
        sx={{ mt: 0.5 }}
      >
        {isRaw ? 'Show tables' : 'Show raw JSON'}
      </Button>
    </Box>
  );
}
