import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { UploadToken } from 'backstage-plugin-mcp-governance-common';
import { useId } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { ErrorNotice } from '../loading/ErrorNotice';
import { useRevokeUploadToken } from './uploadTokenQueries';

/** Asks once more before a token is revoked, as that cannot be taken back. */
export function RevokeDialog(props: {
  server: ServerName;
  token: UploadToken;
  onClose: () => void;
}) {
  const { server, token, onClose } = props;
  const title = useId();
  const revoke = useRevokeUploadToken(server);
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="xs">
      <DialogTitle id={title}>Revoke “{token.name}”?</DialogTitle>
      <DialogContent>
        {revoke.error && (
          <ErrorNotice
            what="The token could not be revoked"
            error={revoke.error}
          />
        )}
        <DialogContentText>
          Whoever uploads with it is refused from now on. Snapshots that were
          uploaded stay. A revoked token does not come back.
        </DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Keep it</Button>
        <Button
          color="error"
          variant="contained"
          aria-disabled={revoke.isPending}
          onClick={() =>
            !revoke.isPending && revoke.mutate(token.id, { onSuccess: onClose })
          }
        >
          Revoke
        </Button>
      </DialogActions>
    </Dialog>
  );
}
