import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import Skeleton from '@mui/material/Skeleton';
import { UploadToken } from 'backstage-plugin-mcp-governance-common';
import { useId, useState } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { Queries } from '../api/queries';
import { Loaded } from '../loading/Loaded';
import { IssueToken } from './IssueToken';
import { RevokeDialog } from './RevokeDialog';
import { TokenTable } from './TokenTable';
import { useUploadTokens } from './uploadTokenQueries';

/** Which server's tokens are managed, and what a person calls it. */
export interface TokenedServer extends ServerName {
  title: string;
}

function Tokens({ server }: { server: ServerName }) {
  const query = useUploadTokens(server);
  const [revoking, setRevoking] = useState<UploadToken>();
  return (
    <>
      <Loaded
        query={query}
        failure="The upload tokens could not be loaded"
        skeleton={<Skeleton variant="rounded" height={120} />}
      >
        {({ items }) => <TokenTable tokens={items} onRevoke={setRevoking} />}
      </Loaded>
      {revoking && (
        <RevokeDialog
          server={server}
          token={revoking}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </>
  );
}

/** Lists, issues and revokes the tokens with which snapshots of one server are uploaded. */
export function UploadTokensDialog(props: {
  server: TokenedServer;
  onClose: () => void;
}) {
  const { server, onClose } = props;
  const title = useId();
  return (
    <Queries>
      <Dialog
        open
        onClose={onClose}
        aria-labelledby={title}
        maxWidth="md"
        fullWidth
      >
        <DialogTitle id={title}>Upload tokens of {server.title}</DialogTitle>
        <DialogContent>
          <DialogContentText variant="body2" sx={{ mb: 2 }}>
            With a token, the CI of this server uploads snapshots of it, for
            instance because it speaks stdio and nobody can look at it from
            here. A token opens nothing else. What is uploaded is shown as what
            its owner says.
          </DialogContentText>
          <IssueToken server={server} />
          <DialogContentText component="div" sx={{ mt: 2 }}>
            <Tokens server={server} />
          </DialogContentText>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Close</Button>
        </DialogActions>
      </Dialog>
    </Queries>
  );
}
