import { Link } from '@backstage/core-components';
import Typography from '@mui/material/Typography';
import { LocatedDisagreement } from 'backstage-plugin-mcp-governance-common';

/** Which field of the entry to change, and where it stands in its file. */
export function FieldPlace(props: { disagreement: LocatedDisagreement }) {
  const { source, path } = props.disagreement;
  const place = source && `${source.file}:${source.line}:${source.column}`;
  return (
    <Typography
      variant="caption"
      color="text.secondary"
      component="p"
      sx={{ overflowWrap: 'anywhere' }}
    >
      <code>{path}</code>
      {source && (
        <>
          {' at '}
          {source.url ? <Link to={source.url}>{place}</Link> : place}
        </>
      )}
    </Typography>
  );
}
