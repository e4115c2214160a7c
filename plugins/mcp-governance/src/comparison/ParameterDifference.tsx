import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { Parameter } from 'backstage-plugin-mcp-governance-common';
import { useMemo, useState } from 'react';
import { Sides } from './Sides';
import { SplitParameters } from './SplitParameters';
import { UnifiedParameters } from './UnifiedParameters';
import { pairParameters, withoutEqual } from './pairParameters';

/** How the parameters of a tool changed: beside each other where there is room for it. */
export function ParameterDifference(props: {
  label: string;
  before: Parameter[];
  after: Parameter[];
  sides: Sides;
}) {
  const { label, before, after, sides } = props;
  const [showsAll, setShowAll] = useState(false);
  const isWide = useMediaQuery(useTheme().breakpoints.up('lg'), {
    noSsr: true,
  });
  const rows = useMemo(() => pairParameters(before, after), [before, after]);
  const differing = useMemo(() => withoutEqual(rows), [rows]);
  if (differing.length === 0) {
    return (
      <Typography variant="body2" color="text.secondary">
        No parameter differs in what a table can show: the difference is in the
        raw JSON.
      </Typography>
    );
  }
  const Table = isWide ? SplitParameters : UnifiedParameters;
  const equal = rows.length - differing.length;
  return (
    <>
      <Table rows={showsAll ? rows : differing} label={label} sides={sides} />
      {equal > 0 && (
        <Box sx={{ mt: 0.5 }}>
          <Button
            size="small"
            aria-expanded={showsAll}
            onClick={() => setShowAll(!showsAll)}
          >
            {showsAll ? 'Hide' : 'Show'} {equal} equal{' '}
            {equal === 1 ? 'parameter' : 'parameters'}
          </Button>
        </Box>
      )}
    </>
  );
}
