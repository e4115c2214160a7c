import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import RefreshIcon from '@mui/icons-material/Refresh';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Tooltip from '@mui/material/Tooltip';
import { ServerDetail } from 'backstage-plugin-mcp-governance-common';
import { useEffect } from 'react';
import { useForgetServer, useLookAgain } from '../api/queries';
import { visuallyHidden } from '../layout/visuallyHidden';
import { healthLooks } from '../status/statuses';

/** In short on the button, in full for screen readers. */
const words = {
  idle: ['Asking …', 'Asking for a look …'],
  queued: ['Waiting …', 'Waiting for its turn …'],
  running: ['Looking …', 'Looking at the server …'],
};

/**
 * Has a server looked at now, shows how far that is, and says what came of it.
 * Nothing for a server that cannot be looked at from here; its health says why.
 */
export function LookAgain({ detail }: { detail: ServerDetail }) {
  const alerts = useApi(alertApiRef);
  const look = useLookAgain(detail);
  const forget = useForgetServer(detail);
  const { state } = detail.look;

  useEffect(() => {
    // Since the request succeeded the server was asked for anew: idle means done.
    if (look.isSuccess && state === 'idle') {
      look.reset();
      forget();
      alerts.post({
        message: `${detail.title} was looked at: ${
          healthLooks[detail.health].word
        }.`,
        severity: detail.health === 'healthy' ? 'success' : 'warning',
        display: 'transient',
      });
    }
  }, [state, look, forget, alerts, detail.title, detail.health]);

  if (detail.remotes.every(remote => remote.type === 'stdio')) {
    return null;
  }
  const isBusy = look.isPending || state !== 'idle';
  const [inShort, inFull] = words[state];
  const ask = () =>
    look.mutate(undefined, {
      onError: error =>
        alerts.post({
          message: `${detail.title} could not be looked at: ${error.message}`,
          severity: 'error',
        }),
    });
  return (
    <>
      <Tooltip
        title="Talk to the live server now, ahead of the schedule"
        describeChild
      >
        <Button
          size="small"
          variant="outlined"
          startIcon={
            isBusy ? (
              <CircularProgress size="1em" color="inherit" />
            ) : (
              <RefreshIcon />
            )
          }
          // Not `disabled`: whoever pressed it by keyboard keeps the focus.
          aria-disabled={isBusy}
          color={isBusy ? 'inherit' : 'primary'}
          sx={{ whiteSpace: 'nowrap' }}
          onClick={isBusy ? undefined : ask}
        >
          {isBusy ? inShort : 'Look again'}
        </Button>
      </Tooltip>
      <Box component="span" role="status" sx={visuallyHidden}>
        {isBusy && inFull}
      </Box>
    </>
  );
}
