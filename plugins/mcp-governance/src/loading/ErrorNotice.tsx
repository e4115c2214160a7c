import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';

/** What failed, in the words of whoever refused, with a way to try again. */
export function ErrorNotice(props: {
  what: string;
  error: Error;
  onRetry?: () => void;
  /** What is still shown below is from before. */
  isStale?: boolean;
}) {
  const { what, error, onRetry, isStale } = props;
  return (
    <Alert
      severity="error"
      sx={{ mb: 2 }}
      action={
        onRetry && (
          <Button color="inherit" size="small" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      <AlertTitle>{what}</AlertTitle>
      {error.message}
      {isStale && ' What is shown below is what was known before.'}
    </Alert>
  );
}
