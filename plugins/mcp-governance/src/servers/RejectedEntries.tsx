import { Link } from '@backstage/core-components';
import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import { RejectedEntry } from 'backstage-plugin-mcp-governance-common';
import { useRejectedEntries } from '../api/queries';
import { Time } from '../status/Time';

function Source({ location }: { location?: string }) {
  const url = location?.match(/^url:(https?:.*)$/)?.[1];
  if (url) {
    return <Link to={url}>{url}</Link>;
  }
  return <>{location?.replace(/^file:/, '') ?? 'unknown source'}</>;
}

function Rejected({ entry }: { entry: RejectedEntry }) {
  const isFile = entry.entityRef.startsWith('location:');
  return (
    <Box component="li" sx={{ mb: 2 }}>
      <Typography variant="subtitle2" component="h3">
        {isFile ? 'A file that could not be read' : entry.entityRef}
      </Typography>
      <Box component="ul" sx={{ my: 0.5, pl: 2.5, overflowWrap: 'anywhere' }}>
        {entry.messages.map(message => (
          <li key={message}>{message}</li>
        ))}
      </Box>
      <Typography
        variant="body2"
        color="text.secondary"
        sx={{ overflowWrap: 'anywhere' }}
      >
        <Source location={entry.location} /> · reported{' '}
        <Time iso={entry.lastSeenAt} />
        {entry.isInCatalog &&
          ' · the catalog keeps the last version that was valid'}
      </Typography>
    </Box>
  );
}

/** Entries that the catalog rejected: they are in no list, so they are said here. */
export function RejectedEntries() {
  const { data } = useRejectedEntries();
  if (!data || data.totalItems === 0) {
    return null;
  }
  const one = data.totalItems === 1;
  return (
    <Accordion
      disableGutters
      variant="outlined"
      sx={{ mb: 2 }}
      TransitionProps={{ unmountOnExit: true }}
    >
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <Alert
          severity="error"
          variant="standard"
          sx={{ p: 0, bgcolor: 'transparent' }}
        >
          {one
            ? 'One entry was rejected by the catalog'
            : `${data.totalItems} entries were rejected by the catalog`}
          : see what to mend
        </Alert>
      </AccordionSummary>
      <AccordionDetails>
        <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
          {data.items.map(entry => (
            <Rejected key={entry.entityRef} entry={entry} />
          ))}
        </Box>
      </AccordionDetails>
    </Accordion>
  );
}
