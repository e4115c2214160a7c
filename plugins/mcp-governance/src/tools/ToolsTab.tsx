import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Tool, ToolPage } from 'backstage-plugin-mcp-governance-common';
import { useState } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { useTools } from '../api/queries';
import { useEntityServer } from '../entity/useEntityServer';
import { Stack } from '../layout/Stack';
import { Loaded } from '../loading/Loaded';
import { Nothing } from '../loading/Nothing';
import { UploadedNotice } from '../uploadTokens/UploadedNotice';
import { OtherSection } from './OtherSection';
import { ToolItem } from './ToolItem';

const STEP = 50;

function matches(tool: Tool, words: string[]): boolean {
  const text = `${tool.name} ${tool.description ?? ''}`.toLowerCase();
  return words.every(word => text.includes(word));
}

function ListingNotice({ page }: { page: ToolPage }) {
  const { status, reason } = page.listing;
  if (status === 'failed') {
    return (
      <Alert severity="warning" sx={{ overflowWrap: 'anywhere' }}>
        The tools could not be listed last time: {reason}. What is shown is what
        was listed before.
      </Alert>
    );
  }
  return status === 'not-observed' ? (
    <Alert severity="info">
      The live server has not been observed: what is shown is what the entry
      declares.
    </Alert>
  ) : null;
}

/** The tools as the view of props: filtered here, shown in steps. */
function ToolList({ page }: { page: ToolPage }) {
  const [text, setText] = useState('');
  const [shown, setShown] = useState(STEP);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const tools = page.items.filter(tool => matches(tool, words));
  const mutating = page.items.filter(tool => tool.mutates.value).length;
  if (page.items.length === 0) {
    return (
      <EntityInfoCard title="Tools">
        <Nothing title="No tools">
          {page.listing.status === 'not-advertised'
            ? 'The server offers no tools.'
            : 'Neither the entry declares tools nor was a list seen.'}
        </Nothing>
      </EntityInfoCard>
    );
  }
  return (
    <EntityInfoCard
      title={`Tools (${page.totalItems})`}
      headerActions={
        <TextField
          size="small"
          type="search"
          label="Search tools"
          value={text}
          onChange={event => {
            setText(event.target.value);
            setShown(STEP);
          }}
          sx={{ width: { xs: 170, sm: 240 } }}
        />
      }
    >
      <Typography variant="body2" color="text.secondary" gutterBottom>
        {mutating || 'None'} of them can change something.
      </Typography>
      {tools.slice(0, shown).map((tool, index) => (
        <ToolItem key={`${tool.name} ${index}`} tool={tool} />
      ))}
      {tools.length === 0 && <Nothing title={`No tool matches “${text}”`} />}
      {tools.length > shown && (
        <Button onClick={() => setShown(shown + STEP)} sx={{ mt: 1 }}>
          Show {Math.min(STEP, tools.length - shown)} more of{' '}
          {tools.length - shown}
        </Button>
      )}
    </EntityInfoCard>
  );
}

/** Everything that a server offers, as the view of props. */
function Offer({ server, page }: { server: ServerName; page: ToolPage }) {
  return (
    <Stack>
      <UploadedNotice server={server} />
      <ListingNotice page={page} />
      <ToolList page={page} />
      <OtherSection title="Prompts" section={page.prompts} />
      <OtherSection title="Resources" section={page.resources} />
      <OtherSection
        title="Resource templates"
        section={page.resourceTemplates}
      />
      {page.instructions && (
        <EntityInfoCard title="Instructions to agents">
          <Typography
            variant="body2"
            sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {page.instructions}
          </Typography>
        </EntityInfoCard>
      )}
    </Stack>
  );
}

/** What a server offers: its tools, and prompts and resources. */
export function ToolsTab() {
  const server = useEntityServer();
  const query = useTools(server);
  return (
    <Loaded
      query={query}
      failure="The tools could not be loaded"
      skeleton={
        <EntityInfoCard title="Tools">
          {[1, 2, 3, 4].map(key => (
            <Skeleton key={key} variant="rounded" height={72} sx={{ mb: 1 }} />
          ))}
        </EntityInfoCard>
      }
    >
      {page => <Offer server={server} page={page} />}
    </Loaded>
  );
}
