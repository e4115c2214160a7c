import Alert from '@mui/material/Alert';
import { isUploadedPrincipal } from 'backstage-plugin-mcp-governance-common';
import { ServerName } from '../api/GovernanceApi';
import { useServer } from '../api/queries';
import { Time } from '../status/Time';

/** Says of what is shown that nobody here saw it: the owner of the server uploaded it. Nothing where it was observed. */
export function UploadedNotice({ server }: { server: ServerName }) {
  const { data } = useServer(server);
  const face = data?.remotes.find(({ isFace }) => isFace);
  if (!face?.uploadedAt || !isUploadedPrincipal(face.principal)) {
    return null;
  }
  return (
    <Alert severity="info">
      Nobody here talked to this server: what is shown is a snapshot that its
      owner uploaded <Time iso={face.uploadedAt} />, as{' '}
      <code>{face.principal}</code>.
    </Alert>
  );
}
