import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { LocatedDisagreement } from 'backstage-plugin-mcp-governance-common';
import { listItem } from '../layout/listItem';
import { FieldPlace } from './FieldPlace';

function Side(props: {
  label: string;
  sign: string;
  value: string;
  colour: string;
}) {
  return (
    <Box
      sx={{ borderLeft: 3, borderColor: props.colour, pl: 1.5, minWidth: 0 }}
    >
      <Typography variant="caption" color="text.secondary" component="div">
        {props.sign} {props.label}
      </Typography>
      <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
        {props.value}
      </Box>
    </Box>
  );
}

/** One disagreement: what the entry says, what the server says, and the line to change. */
export function DisagreementItem(props: { disagreement: LocatedDisagreement }) {
  const { disagreement } = props;
  return (
    <Box component="li" sx={listItem}>
      <Typography variant="body1">{disagreement.explanation}</Typography>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0,1fr)', sm: '1fr 1fr' },
          gap: 2,
          my: 1,
        }}
      >
        <Side
          label="entry"
          sign="−"
          value={disagreement.declared}
          colour="error.main"
        />
        <Side
          label="server"
          sign="+"
          value={disagreement.live}
          colour="success.main"
        />
      </Box>
      <Typography variant="body2">{disagreement.mend}</Typography>
      <FieldPlace disagreement={disagreement} />
    </Box>
  );
}
