import Typography from '@mui/material/Typography';
import { Decision } from 'backstage-plugin-mcp-governance-common';
import { shortHash } from '../changes/shortHash';
import { Time } from '../status/Time';
import { Party } from './Party';

/** A decision: who, when, why, and about what. */
export function DecisionText({ decision }: { decision: Decision }) {
  const { by, at, reason, pair } = decision;
  return (
    <>
      {decision.decision} by <Party value={by} /> <Time iso={at} />: “{reason}”
      <Typography variant="caption" color="text.secondary" component="p">
        snapshot <code>{shortHash(pair.snapshot)}</code>, entry{' '}
        <code>{shortHash(pair.entryRevision)}</code>
      </Typography>
    </>
  );
}
