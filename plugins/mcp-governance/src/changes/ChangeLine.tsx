import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import {
  Change,
  changeRules,
  isMaterial,
} from 'backstage-plugin-mcp-governance-common';
import { revealHidden } from '../comparison/revealHidden';
import { StatusChip } from '../status/StatusChip';
import { materialLook, verdictLooks } from '../status/statuses';

/** One change: its verdict, and what it means in a sentence. */
export function ChangeLine(props: { change: Change; marksMaterial?: boolean }) {
  const { change, marksMaterial } = props;
  return (
    <Box component="li" sx={{ py: 0.5, minWidth: 0 }}>
      <Box
        sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.5 }}
      >
        <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'flex-start' }}>
          <StatusChip
            look={verdictLooks[change.verdict]}
            reason={changeRules[change.kind].reason}
          />
          {marksMaterial && isMaterial(change) && (
            <StatusChip
              look={materialLook}
              reason="Needs approval before it counts as part of what was approved."
            />
          )}
        </Box>
        <Typography
          variant="body2"
          sx={{
            flex: '1 1 240px',
            minWidth: 0,
            overflowWrap: 'anywhere',
            // The first line at the height of the chip’s word.
            pt: '2px',
          }}
        >
          {revealHidden(change.explanation)}
        </Typography>
      </Box>
    </Box>
  );
}
