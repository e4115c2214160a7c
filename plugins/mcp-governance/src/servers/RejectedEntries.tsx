import { Link } from '@backstage/core-components';
import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import ErrorOutlineIcon from '@mui/icons-material/ErrorOutline';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import { UseQueryResult } from '@tanstack/react-query';
import {
  RejectedEntry,
  RejectedEntryPage,
} from 'backstage-plugin-mcp-governance-common';
import { ErrorNotice } from '../loading/ErrorNotice';
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
      <Typography
        component="ul"
        variant="body2"
        sx={{
          my: 0.5,
          pl: 2.5,
          listStyleType: 'disc',
          overflowWrap: 'anywhere',
        }}
      >
        {entry.messages.map(message => (
          <li key={message}>{message}</li>
        ))}
      </Typography>
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
export function RejectedEntries(props: {
  query: UseQueryResult<RejectedEntryPage, Error>;
}) {
  const { data, error, refetch } = props.query;
  if (error) {
    return (
      <ErrorNotice
        what="Which entries the catalog rejected could not be loaded"
        error={error}
        onRetry={() => refetch()}
      />
    );
  }
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
        <ErrorOutlineIcon color="error" sx={{ mr: 1 }} />
        <Typography variant="body2">
          {one
            ? 'One entry was rejected by the catalog'
            : `${data.totalItems} entries were rejected by the catalog`}
          : see what to mend
        </Typography>
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
