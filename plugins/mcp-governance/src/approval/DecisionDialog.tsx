import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { FormEvent, useState } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { useDecide } from '../api/changeQueries';
import { ErrorNotice } from '../loading/ErrorNotice';
import { Proposal } from './Proposal';
import { ProposalText } from './ProposalText';
import { ReasonField, reasonProblem } from './ReasonField';

const words = {
  approved: { verb: 'Approve', doing: 'Approving …' },
  rejected: { verb: 'Reject', doing: 'Rejecting …' },
};

/** Something else is live than what the reader was about to decide about. */
function Conflict(props: { message: string; onReload: () => void }) {
  return (
    <Alert
      severity="warning"
      sx={{ mb: 2 }}
      action={
        <Button color="inherit" size="small" onClick={props.onReload}>
          Load what is live now
        </Button>
      }
    >
      {props.message} Nothing was decided, and your reason is kept.
    </Alert>
  );
}

/** Asks for the reason of a decision, and says what it is about and who will be told. */
export function DecisionDialog(props: {
  server: ServerName;
  title: string;
  proposal: Proposal;
  /** Puts what is live now into the place of what was. */
  onReload: () => Promise<void>;
  onClose: () => void;
}) {
  const { server, title, proposal, onReload, onClose } = props;
  const alerts = useApi(alertApiRef);
  const decide = useDecide(server);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const fullScreen = useMediaQuery(useTheme().breakpoints.down('sm'), {
    noSsr: true,
  });
  const { verb, doing } = words[proposal.decision];
  const { snapshot, entryRevision } = proposal.latest;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (decide.isPending || reasonProblem(reason)) {
      return;
    }
    decide.mutate(
      {
        decision: proposal.decision,
        pair: { snapshot, entryRevision },
        reason: reason.trim(),
      },
      {
        onSuccess: () => {
          alerts.post({
            message: `${title}: what is live now is ${proposal.decision}.`,
            severity: 'success',
            display: 'transient',
          });
          onClose();
        },
      },
    );
  };
  const reload = async () => {
    await onReload();
    decide.reset();
  };
  const close = decide.isPending ? undefined : onClose;

  return (
    <Dialog
      open
      onClose={close}
      fullWidth
      maxWidth="sm"
      fullScreen={fullScreen}
      aria-labelledby="decision-title"
      PaperProps={{ component: 'form', onSubmit: submit, noValidate: true }}
    >
      <DialogTitle id="decision-title" sx={{ overflowWrap: 'anywhere' }}>
        {verb} what {title} answers now
      </DialogTitle>
      <DialogContent>
        {decide.error?.name === 'ConflictError' && (
          <Conflict message={decide.error.message} onReload={reload} />
        )}
        {decide.error && decide.error.name !== 'ConflictError' && (
          <ErrorNotice
            what="The decision could not be stored"
            error={decide.error}
          />
        )}
        <ProposalText proposal={proposal} />
        <ReasonField
          value={reason}
          onChange={setReason}
          showsProblem={isChecked}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={close} aria-disabled={decide.isPending}>
          Cancel
        </Button>
        <Button
          type="submit"
          variant="contained"
          aria-disabled={decide.isPending}
          startIcon={
            decide.isPending && <CircularProgress size="1em" color="inherit" />
          }
        >
          {decide.isPending ? doing : verb}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
