import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Change } from 'backstage-plugin-mcp-governance-common';
import { useMemo, useState } from 'react';
import {
  SnapshotComparison,
  SnapshotPair,
} from '../comparison/SnapshotComparison';
import { isInSnapshot } from '../comparison/itemsOf';
import { revealHidden } from '../comparison/revealHidden';
import { ChangeLine } from './ChangeLine';
import { SubjectChanges, groupBySubject } from './groupBySubject';

const STEP = 20;
/** So many items are compared without being asked to. */
const FEW = 3;

const nouns: Record<string, string> = {
  tool: 'Tool',
  prompt: 'Prompt',
  resource: 'Resource',
  resourceTemplate: 'Resource template',
  server: 'The server as a whole',
  entry: 'The entry',
};

function Subject({ subject }: { subject: string }) {
  const [sort, ...name] = subject.split(':');
  return (
    <Typography
      variant="subtitle2"
      component="p"
      sx={{ overflowWrap: 'anywhere' }}
    >
      {nouns[sort] ?? sort}{' '}
      {name.length > 0 && (
        <code>{revealHidden(name.join(':')) || '(without a name)'}</code>
      )}
    </Typography>
  );
}

function Group(props: {
  group: SubjectChanges;
  pair?: SnapshotPair;
  isOpenAtFirst: boolean;
  marksMaterial?: boolean;
}) {
  const { group, pair, isOpenAtFirst, marksMaterial } = props;
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const canCompare = pair !== undefined && isInSnapshot(group.subject);
  return (
    <Box component="li" sx={{ py: 1, minWidth: 0 }}>
      <Subject subject={group.subject} />
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {group.changes.map((change, index) => (
          <ChangeLine
            // Two changes of one kind at one place are told apart by their order only.
            key={`${change.kind} ${change.path} ${index}`}
            change={change}
            marksMaterial={marksMaterial}
          />
        ))}
      </Box>
      {canCompare && (
        <Button
          size="small"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Hide the comparison' : 'Compare side by side'}
        </Button>
      )}
      {canCompare && isOpen && (
        <SnapshotComparison
          subject={group.subject}
          changes={group.changes}
          pair={pair}
        />
      )}
    </Box>
  );
}

/** Changes as sentences, by tool, with a comparison of each tool where the snapshots are known. */
export function ChangesBySubject(props: {
  changes: Change[];
  pair?: SnapshotPair;
  /** Begins with the comparisons open, unless there are many. */
  compares?: boolean;
  marksMaterial?: boolean;
}) {
  const { changes, pair, compares, marksMaterial } = props;
  const [shown, setShown] = useState(STEP);
  const groups = useMemo(() => groupBySubject(changes), [changes]);
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {groups.slice(0, shown).map(group => (
          <Group
            key={group.subject}
            group={group}
            pair={pair}
            isOpenAtFirst={compares === true && groups.length <= FEW}
            marksMaterial={marksMaterial}
          />
        ))}
      </Box>
      {groups.length > shown && (
        <Button size="small" onClick={() => setShown(shown + STEP)}>
          Show {Math.min(STEP, groups.length - shown)} more of{' '}
          {groups.length - shown}
        </Button>
      )}
    </>
  );
}
