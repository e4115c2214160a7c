import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { Pieces } from './Pieces';
import { diffLines } from './diffLines';
import { shade, signs } from './marks';
import { revealHidden } from './revealHidden';

/** How a text changed: one column, removed and added lines marked by sign and colour. */
export function TextDifference(props: {
  label: string;
  before: string;
  after: string;
  /** Whether it is code rather than prose. */
  isCode?: boolean;
}) {
  const { label, before, after, isCode } = props;
  const lines = useMemo(
    () => diffLines(revealHidden(before), revealHidden(after)),
    [before, after],
  );
  return (
    <Box
      role="region"
      aria-label={label}
      tabIndex={0}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        maxHeight: 480,
        overflow: 'auto',
        typography: 'body2',
        ...(isCode && { fontFamily: 'monospace' }),
      }}
    >
      {lines.map((line, index) =>
        line.sign === 'fold' ? (
          <Box
            key={index}
            sx={{
              px: 1.5,
              py: 0.5,
              color: 'text.secondary',
              bgcolor: 'action.hover',
            }}
          >
            … {line.count} equal lines
          </Box>
        ) : (
          <Box
            key={index}
            sx={{ display: 'flex', gap: 1, px: 1.5, bgcolor: shade(line.sign) }}
          >
            <Box sx={{ flex: '0 0 1em', fontFamily: 'monospace' }}>
              {signs[line.sign]}
            </Box>
            <Box
              sx={{
                minWidth: 0,
                whiteSpace: 'pre-wrap',
                overflowWrap: 'anywhere',
              }}
            >
              <Pieces pieces={line.pieces} mark={line.sign} />
            </Box>
          </Box>
        ),
      )}
    </Box>
  );
}
