import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { ReactNode } from 'react';

/** What would be here, and the one thing to do. */
export function Nothing(props: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Box sx={{ textAlign: 'center', py: 6, px: 2 }}>
      <Typography variant="h6" component="p" gutterBottom>
        {props.title}
      </Typography>
      {props.children && (
        <Typography color="text.secondary" sx={{ maxWidth: 560, mx: 'auto' }}>
          {props.children}
        </Typography>
      )}
      {props.action && <Box sx={{ mt: 2 }}>{props.action}</Box>}
    </Box>
  );
}
