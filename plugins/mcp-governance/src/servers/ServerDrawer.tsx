import { Link } from '@backstage/core-components';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useRef } from 'react';
import { useServer } from '../api/queries';
import { FactsSkeleton } from '../layout/Facts';
import { Loaded } from '../loading/Loaded';
import { LookAgain } from './LookAgain';
import { ServerFacts, serverFactNames } from './ServerFacts';

function DrawerContent(props: {
  server: { namespace: string; name: string };
  onClose: () => void;
}) {
  const { server, onClose } = props;
  const query = useServer(server);
  const entityLink = useEntityRefLink();
  return (
    <Box sx={{ p: 3 }}>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, mb: 1 }}>
        <Typography
          variant="h5"
          component="h2"
          id="server-drawer-title"
          sx={{ flex: 1, overflowWrap: 'anywhere' }}
        >
          {query.data?.title ?? server.name}
        </Typography>
        <IconButton aria-label="Close" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </Box>
      <Loaded
        query={query}
        failure="The server could not be loaded"
        skeleton={
          <>
            <Typography gutterBottom>
              <Skeleton width="80%" />
            </Typography>
            <FactsSkeleton names={serverFactNames} />
          </>
        }
      >
        {detail => (
          <>
            <Typography
              color="text.secondary"
              gutterBottom
              sx={{ overflowWrap: 'anywhere' }}
            >
              {detail.purpose ?? 'No purpose stated.'}
            </Typography>
            <ServerFacts detail={detail} />
            <Box
              sx={{
                display: 'flex',
                flexWrap: 'wrap',
                gap: 2,
                mt: 3,
                alignItems: 'center',
              }}
            >
              <Button
                size="small"
                variant="contained"
                component={Link}
                to={entityLink(detail.entityRef)}
                // A link brings its own colour, which would vanish on the button's.
                sx={{ '&&': { color: 'primary.contrastText' } }}
              >
                Open the server’s page
              </Button>
              <LookAgain detail={detail} />
            </Box>
          </>
        )}
      </Loaded>
    </Box>
  );
}

/** The evidence behind one row of the list, beside the list. */
export function ServerDrawer(props: {
  /** `namespace/name` of the server to show. */
  open?: string;
  onClose: () => void;
}) {
  const { open, onClose } = props;
  // What was shown stays while the drawer slides out.
  const shown = useRef(open);
  shown.current = open ?? shown.current;
  const [namespace, name] = shown.current?.split('/') ?? [];
  return (
    <Drawer
      anchor="right"
      open={Boolean(open && namespace && name)}
      onClose={onClose}
      PaperProps={{
        'aria-labelledby': 'server-drawer-title',
        'aria-modal': true,
        role: 'dialog',
        sx: { width: { xs: '100%', sm: 480 } },
      }}
    >
      {namespace && name && (
        <DrawerContent server={{ namespace, name }} onClose={onClose} />
      )}
    </Drawer>
  );
}
