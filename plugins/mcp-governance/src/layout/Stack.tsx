import Box from '@mui/material/Box';
import { ReactNode } from 'react';

/** Cards of a tab below each other, none of them wider than the tab. */
export function Stack({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 3 }}
    >
      {children}
    </Box>
  );
}
