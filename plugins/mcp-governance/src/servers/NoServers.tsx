import Button from '@mui/material/Button';
import { ServerListFilter } from '../api/GovernanceApi';
import { Nothing } from '../loading/Nothing';
import { countFilters } from './useServerListState';

const noFilter: ServerListFilter = {
  q: undefined,
  mine: undefined,
  owner: undefined,
  domain: undefined,
  status: undefined,
  health: undefined,
  drift: undefined,
  approval: undefined,
};

/** In place of a list without a server: why it is empty, and what to do. */
export function NoServers(props: {
  filter: ServerListFilter;
  onChange: (changes: Partial<ServerListFilter>) => void;
}) {
  const { filter, onChange } = props;
  return countFilters(filter) > 0 ? (
    <Nothing
      title="No server matches"
      action={
        <Button variant="outlined" onClick={() => onChange(noFilter)}>
          Show all servers
        </Button>
      }
    />
  ) : (
    <Nothing title="No MCP server is registered yet">
      Every internal MCP server would be here, with its owner, its tools and its
      health. Register the first one: a catalog-info.yaml with kind API and
      spec.type mcp-server.
    </Nothing>
  );
}
