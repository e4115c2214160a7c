import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { verdicts } from 'backstage-plugin-mcp-governance-common';
import { shortHash } from '../changes/shortHash';
import { Fact } from '../layout/Facts';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import { verdictLooks } from '../status/statuses';
import { Party } from './Party';
import { Proposal } from './Proposal';

const consequences = {
  approved: 'It becomes the baseline that everything later is compared with.',
  rejected:
    'The server shows as rejected until it answers otherwise or somebody approves it. Nothing is switched off.',
};

function About({ proposal }: { proposal: Proposal }) {
  const { counts, hasBaseline, material } = proposal;
  const found = verdicts.filter(verdict => counts[verdict]);
  if (!hasBaseline) {
    return <>everything: nothing was approved before</>;
  }
  if (found.length === 0) {
    return <>no change since the baseline</>;
  }
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
        {found.map(verdict => (
          <StatusChip
            key={verdict}
            look={verdictLooks[verdict]}
            detail={counts[verdict]}
          />
        ))}
      </Box>
      <Typography variant="caption" color="text.secondary" component="p">
        {material || 'none'} of them material
      </Typography>
    </>
  );
}

function Informed({ informs }: { informs: string[] }) {
  return informs.length === 0 ? (
    <>nobody: the entry names nobody to tell</>
  ) : (
    <>
      {informs.map((value, index) => (
        <span key={value}>
          {index > 0 && ', '}
          <Party value={value} />
        </span>
      ))}
    </>
  );
}

/** What a decision is about, what follows from it, and who will be told. */
export function ProposalText({ proposal }: { proposal: Proposal }) {
  const { decision, latest, informs } = proposal;
  return (
    <>
      <Typography variant="body2" gutterBottom>
        {consequences[decision]}
      </Typography>
      <Box component="dl" sx={{ m: 0 }}>
        <Fact name="Decides about">
          <About proposal={proposal} />
        </Fact>
        <Fact name="Live now">
          seen <Time iso={latest.observedAt} />, snapshot{' '}
          <code>{shortHash(latest.snapshot)}</code>, entry{' '}
          <code>{shortHash(latest.entryRevision)}</code>
        </Fact>
        <Fact name="Will be told">
          <Informed informs={informs} />
        </Fact>
      </Box>
    </>
  );
}
