import { configApiRef, useApi } from '@backstage/core-plugin-api';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { IssuedUploadToken } from 'backstage-plugin-mcp-governance-common';
import { ServerName } from '../api/GovernanceApi';
import { CodeBlock } from '../layout/CodeBlock';

/** A token in the one moment in which it can be seen, and what to do with it. */
export function IssuedToken(props: {
  server: ServerName;
  issued: IssuedUploadToken;
}) {
  const { server, issued } = props;
  const portal = useApi(configApiRef).getString('app.baseUrl');
  const command = [
    'mcp-governance snapshot --upload --stdio \\',
    `  --portal ${portal} --server ${server.namespace}/${server.name} \\`,
    '  -- the command that starts the server',
  ].join('\n');
  return (
    <Alert
      severity="success"
      sx={{ mb: 2, '& > :last-child': { minWidth: 0, flexGrow: 1 } }}
    >
      <AlertTitle>The token “{issued.name}” is issued</AlertTitle>
      <Typography
        variant="body2"
        gutterBottom
        sx={{ overflowWrap: 'anywhere' }}
      >
        Copy it now: it is not shown again. Keep it as a secret of the CI, in
        the variable <code>MCP_GOVERNANCE_UPLOAD_TOKEN</code>.
      </Typography>
      <CodeBlock text={issued.token} label="Upload token" />
      <Box sx={{ mt: 1 }}>
        <CodeBlock text={command} label="How to upload a snapshot" />
      </Box>
    </Alert>
  );
}
