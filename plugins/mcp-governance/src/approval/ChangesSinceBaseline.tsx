import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Approval } from 'backstage-plugin-mcp-governance-common';
import { ServerName } from '../api/GovernanceApi';
import { ChangesBySubject } from '../changes/ChangesBySubject';

/** What differs between the baseline and what is live, tool by tool, side by side. */
export function ChangesSinceBaseline(props: {
  server: ServerName;
  approval: Approval;
}) {
  const { server, approval } = props;
  const { baseline, latest, changes } = approval;
  return baseline === null || latest === null || changes.length === 0 ? null : (
    <Box component="section" sx={{ mt: 2, minWidth: 0 }}>
      <Typography variant="subtitle1" component="h4">
        Changes since the baseline ({changes.length})
      </Typography>
      <ChangesBySubject
        changes={changes}
        pair={{
          server,
          before: baseline.pair.snapshot,
          after: latest.snapshot,
          sides: { before: 'baseline', after: 'now' },
        }}
        compares
        marksMaterial
      />
    </Box>
  );
}
