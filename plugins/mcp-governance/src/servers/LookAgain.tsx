import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import RefreshIcon from '@mui/icons-material/Refresh';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { ServerDetail } from 'backstage-plugin-mcp-governance-common';
import { useEffect, useRef } from 'react';
import { useForgetServer, useLookAgain } from '../api/queries';
import { healthLooks } from '../status/statuses';

const words = {
  queued: 'Waiting for its turn …',
  running: 'Looking at the server …',
};

/** Has a server looked at now, shows how far that is, and says what came of it. */
export function LookAgain({ detail }: { detail: ServerDetail }) {
  const alerts = useApi(alertApiRef);
  const look = useLookAgain(detail);
  const forget = useForgetServer(detail);
  const { state } = detail.look;
  const wasAsked = useRef(false);

  useEffect(() => {
    if (look.isSuccess && state !== 'idle') {
      wasAsked.current = true;
    }
    if (state === 'idle' && wasAsked.current) {
      wasAsked.current = false;
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

  const isObservable = detail.remotes.some(remote => remote.type !== 'stdio');
  if (!isObservable) {
    return (
      <Typography variant="body2" color="text.secondary">
        Cannot be looked at from here: {detail.healthReason}
      </Typography>
    );
  }
  const isBusy = look.isPending || state !== 'idle';
  return (
    <Box>
      <Tooltip title="Talk to the live server now, ahead of the schedule">
        <span>
          <Button
            size="small"
            variant="outlined"
            startIcon={<RefreshIcon />}
            disabled={isBusy}
            onClick={() => look.mutate()}
          >
            Look again
          </Button>
        </span>
      </Tooltip>
      {/* Its place is kept, so that nothing jumps when it begins. */}
      <Box sx={{ minHeight: 28, mt: 0.5 }} role="status" aria-live="polite">
        {isBusy && (
          <>
            <LinearProgress aria-label="Progress of the look" />
            <Typography variant="caption" color="text.secondary">
              {state === 'idle' ? 'Asking …' : words[state]}
            </Typography>
          </>
        )}
        {look.error && (
          <Typography variant="caption" color="error">
            {look.error.message}
          </Typography>
        )}
      </Box>
    </Box>
  );
}
