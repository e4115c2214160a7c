import TextField from '@mui/material/TextField';

const FEWEST = 10;
const MOST = 2_000;

/** What is wrong with a reason; nothing where it can be stored. */
export function reasonProblem(reason: string): string | undefined {
  const { length } = reason.trim();
  if (length < FEWEST) {
    return `A reason has at least ${FEWEST} characters: it is read when somebody asks why.`;
  }
  return length > MOST
    ? `A reason has at most ${MOST} characters; this one has ${length}.`
    : undefined;
}

/** Why something is decided so; kept with the decision for good. */
export function ReasonField(props: {
  value: string;
  onChange: (value: string) => void;
  showsProblem: boolean;
}) {
  const { value, onChange, showsProblem } = props;
  const problem = showsProblem ? reasonProblem(value) : undefined;
  return (
    <TextField
      label="Reason"
      required
      multiline
      minRows={3}
      maxRows={10}
      fullWidth
      value={value}
      onChange={event => onChange(event.target.value)}
      error={problem !== undefined}
      helperText={problem ?? 'Kept with the decision, and seen by all readers.'}
      sx={{ mt: 2 }}
    />
  );
}
