import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { ReactNode } from 'react';

/** Text on one line, cut where it is too long, the whole on hover. */
export function Cut(props: { text: string; children?: ReactNode }) {
  const { text, children = text } = props;
  return (
    <Tooltip title={text} placement="bottom-start" describeChild>
      <Typography variant="body2" component="div" noWrap>
        {children}
      </Typography>
    </Tooltip>
  );
}
