import DownloadIcon from '@mui/icons-material/Download';
import TuneIcon from '@mui/icons-material/Tune';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { ServerFacets } from 'backstage-plugin-mcp-governance-common';
import { useCallback, useState } from 'react';
import { ServerListFilter } from '../api/GovernanceApi';
import { FacetField } from './FacetField';
import { SearchField } from './SearchField';
import { countFilters, facetNames } from './useServerListState';

/** What the list of servers is narrowed by, and its export. */
export function ServerFilters(props: {
  filter: ServerListFilter;
  facets?: ServerFacets;
  onChange: (changes: Partial<ServerListFilter>) => void;
  onExport: () => void;
  isExporting: boolean;
  isNarrow: boolean;
}) {
  const { filter, facets, onChange, onExport, isExporting, isNarrow } = props;
  const [isOpen, setOpen] = useState(false);
  const count = countFilters(filter);
  const showsFacets = !isNarrow || isOpen;
  const changeText = useCallback(
    (q: string | undefined) => onChange({ q }),
    [onChange],
  );
  return (
    <Box
      role="search"
      aria-label="Filter MCP servers"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        mb: 2,
      }}
    >
      <SearchField value={filter.q} onChange={changeText} />
      {isNarrow && (
        <Button
          startIcon={<TuneIcon />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Filters{count > 0 && ` (${count})`}
        </Button>
      )}
      {showsFacets &&
        facetNames.map(facet => (
          <FacetField
            key={facet}
            facet={facet}
            choices={facets?.[facet] ?? []}
            value={filter[facet] ?? []}
            onChange={value => onChange({ [facet]: value })}
          />
        ))}
      {showsFacets && (
        <FormControlLabel
          control={
            <Switch
              size="small"
              checked={filter.mine ?? false}
              onChange={(_, mine) => onChange({ mine: mine || undefined })}
            />
          }
          label="Mine"
          sx={{ mx: 0.5 }}
        />
      )}
      <Button
        startIcon={<DownloadIcon />}
        onClick={onExport}
        disabled={isExporting}
        sx={{ ml: 'auto' }}
      >
        {isExporting ? 'Exporting …' : 'CSV'}
      </Button>
    </Box>
  );
}
