import { formHelperTextClasses } from '@mui/material/FormHelperText';
import { formLabelClasses } from '@mui/material/FormLabel';
import TextField from '@mui/material/TextField';
import { decideBody } from 'backstage-plugin-mcp-governance-common';

const { minLength, maxLength } = decideBody.shape.reason;
const FEWEST = minLength ?? 1;
const MOST = maxLength ?? Infinity;

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
      sx={{
        mt: 2,
        // The colour marks the border; words keep the contrast of text.
        [`& .${formLabelClasses.root}, & .${formHelperTextClasses.root}`]: {
          [`&.${formLabelClasses.error}`]: { color: 'text.primary' },
        },
      }}
    />
  );
}
