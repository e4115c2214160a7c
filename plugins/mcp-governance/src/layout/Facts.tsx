import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { ReactNode } from 'react';

/** One fact in a `dl`: its name beside its value, above it where there is little room. */
export function Fact(props: { name: string; children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr)',
          sm: '120px minmax(0, 1fr)',
        },
        columnGap: 2,
        py: 0.75,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Typography component="dt" variant="body2" color="text.secondary">
        {props.name}
      </Typography>
      <Typography
        component="dd"
        variant="body2"
        sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}
      >
        {props.children}
      </Typography>
    </Box>
  );
}

/** Facts whose values are not there yet. */
export function FactsSkeleton(props: { names: readonly string[] }) {
  return (
    <Box component="dl" sx={{ m: 0 }} aria-busy="true">
      {props.names.map(name => (
        <Fact key={name} name={name}>
          <Skeleton width="60%" />
        </Fact>
      ))}
    </Box>
  );
}
