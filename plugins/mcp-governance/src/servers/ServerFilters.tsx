import DownloadIcon from '@mui/icons-material/Download';
import SearchIcon from '@mui/icons-material/Search';
import TuneIcon from '@mui/icons-material/Tune';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import InputAdornment from '@mui/material/InputAdornment';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { ServerFacets } from 'backstage-plugin-mcp-governance-common';
import { useEffect, useState } from 'react';
import { ServerListFilter } from '../api/GovernanceApi';
import { driftLooks, healthLooks } from '../status/statuses';
import { FacetName, countFilters, facetNames } from './useServerListState';

const labels: Record<FacetName, string> = {
  owner: 'Team',
  domain: 'Domain',
  status: 'Status',
  health: 'Health',
  drift: 'Drift',
};

const TYPING_PAUSE_MS = 300;

/** `group:default/devex` → `devex`; statuses in the words of their chips. */
function wordOf(facet: FacetName, value: string): string {
  if (facet === 'owner') {
    return value.replace(/^group:(default\/)?/, '');
  }
  const looks = { ...healthLooks, ...driftLooks };
  return value in looks ? looks[value as keyof typeof looks].word : value;
}

function SearchField(props: {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { value, onChange } = props;
  const [text, setText] = useState(value ?? '');
  // What was typed is written into the URL once the typing pauses.
  useEffect(() => {
    if (text === (value ?? '')) {
      return undefined;
    }
    const timer = setTimeout(
      () => onChange(text || undefined),
      TYPING_PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  useEffect(() => setText(value ?? ''), [value]);
  return (
    <TextField
      size="small"
      label="Search servers and tools"
      type="search"
      value={text}
      onChange={event => setText(event.target.value)}
      InputProps={{
        startAdornment: (
          <InputAdornment position="start">
            <SearchIcon fontSize="small" />
          </InputAdornment>
        ),
      }}
      sx={{ flex: { xs: '1 1 100%', sm: '1 1 220px' }, maxWidth: { sm: 360 } }}
    />
  );
}

function FacetField(props: {
  facet: FacetName;
  choices: { value: string; count: number }[];
  value: string[];
  onChange: (value: string[] | undefined) => void;
}) {
  const { facet, choices, value, onChange } = props;
  const counts = new Map(choices.map(choice => [choice.value, choice.count]));
  return (
    <Autocomplete
      multiple
      size="small"
      limitTags={1}
      disableCloseOnSelect
      options={[...new Set([...counts.keys(), ...value])]}
      value={value}
      onChange={(_, next) => onChange(next.length > 0 ? next : undefined)}
      getOptionLabel={option => wordOf(facet, option)}
      renderOption={({ key, ...optionProps }, option) => (
        <li key={key} {...optionProps}>
          <Box sx={{ flex: 1 }}>{wordOf(facet, option)}</Box>
          <Box
            sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
          >
            {counts.get(option) ?? 0}
          </Box>
        </li>
      )}
      renderInput={params => <TextField {...params} label={labels[facet]} />}
      sx={{ flex: '1 1 130px', maxWidth: { sm: 220 } }}
    />
  );
}

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
      <SearchField
        value={filter.q}
        // Stable enough: the field compares before it writes.
        onChange={q => onChange({ q })}
      />
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
