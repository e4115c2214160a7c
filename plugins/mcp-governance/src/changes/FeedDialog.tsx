import { useApi } from '@backstage/core-plugin-api';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { ChangeLogNarrowing, governanceApiRef } from '../api/GovernanceApi';
import { CodeBlock } from '../layout/CodeBlock';
import { countNarrowings } from './useChangeLogState';

/** The address of the feed, and what a feed reader needs beside it. */
export function FeedDialog(props: {
  narrowing: ChangeLogNarrowing;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { narrowing, isOpen, onClose } = props;
  const api = useApi(governanceApiRef);
  const { data: address = '' } = useQuery({
    queryKey: ['feed address', narrowing],
    queryFn: () => api.feedAddress(narrowing),
  });
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      aria-labelledby="feed-title"
      fullWidth
      maxWidth="sm"
    >
      <DialogTitle id="feed-title">Subscribe to these changes</DialogTitle>
      <DialogContent>
        <Typography variant="body2" gutterBottom>
          An Atom feed of the change log
          {countNarrowings(narrowing) > 0 && ', with the filters that are set'}.
        </Typography>
        <CodeBlock text={address} label="Address of the feed" wraps />
        <Typography variant="body2" sx={{ mt: 2 }}>
          The address alone opens nothing: the feed has what its reader may see,
          so a feed reader has to send a token of this portal in the header{' '}
          <code>Authorization: Bearer …</code>. Whoever runs the portal issues
          one (Backstage calls it external access). A reader that cannot send
          headers cannot subscribe.
        </Typography>
        {narrowing.mine && (
          <Typography variant="body2" sx={{ mt: 1 }}>
            “Mine” is what the token’s owner answers for: nothing, if the token
            is a service’s. Leave it out then, and choose teams.
          </Typography>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
