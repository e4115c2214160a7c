import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Typography from '@mui/material/Typography';
import { CodeBlock } from '../layout/CodeBlock';

/** What the entry would say if it agreed with the server, to be copied. */
export function CorrectedBlock({ text }: { text: string }) {
  return (
    <EntityInfoCard title="Corrected block">
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
        These fields below <code>spec.governance</code> would agree with the
        live server. Read the comments before you copy: the server’s word alone
        proves nothing.
      </Typography>
      <CodeBlock text={text} label="Corrected block" />
    </EntityInfoCard>
  );
}
