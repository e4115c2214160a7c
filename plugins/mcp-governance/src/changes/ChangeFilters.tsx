import RssFeedIcon from '@mui/icons-material/RssFeed';
import TuneIcon from '@mui/icons-material/Tune';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { ChangeLogNarrowing } from '../api/GovernanceApi';
import { useServerFacets } from '../api/queries';
import { ChoiceField } from '../layout/ChoiceField';
import { useEntityTitles } from '../servers/useEntityTitles';
import { ServerField } from './ServerField';
import { VerdictField } from './VerdictField';
import { countNarrowings } from './useChangeLogState';

function TeamField(props: {
  value: string[];
  onChange: (value: string[] | undefined) => void;
}) {
  const { value, onChange } = props;
  const facets = useServerFacets({});
  const options = [
    ...new Set([
      ...(facets.data?.owner.map(owner => owner.value) ?? []),
      ...value,
    ]),
  ];
  const titles = useEntityTitles(options);
  return (
    <ChoiceField
      label="Team"
      options={options}
      value={value}
      onChange={onChange}
      wordOf={ref => titles[ref] ?? ref}
    />
  );
}

function DayField(props: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { label, value, onChange } = props;
  return (
    <TextField
      type="date"
      size="small"
      label={label}
      value={value ?? ''}
      onChange={event => onChange(event.target.value || undefined)}
      InputLabelProps={{ shrink: true }}
      sx={{ flex: '0 1 150px', minWidth: 140 }}
    />
  );
}

/** What the change log is narrowed by, and how to subscribe to it. */
export function ChangeFilters(props: {
  narrowing: ChangeLogNarrowing;
  onChange: (changes: ChangeLogNarrowing) => void;
  onSubscribe: () => void;
  isNarrow: boolean;
}) {
  const { narrowing, onChange, onSubscribe, isNarrow } = props;
  const [isOpen, setOpen] = useState(false);
  const count = countNarrowings(narrowing);
  return (
    <Box
      role="search"
      aria-label="Filter changes"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        // A label stands on the upper border of its field.
        pt: 1,
        mb: 2,
      }}
    >
      {isNarrow && (
        <Button
          startIcon={<TuneIcon />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Filters{count > 0 && ` (${count})`}
        </Button>
      )}
      {(!isNarrow || isOpen) && (
        <>
          <VerdictField
            value={narrowing.verdict}
            onChange={verdict => onChange({ verdict })}
          />
          <TeamField
            value={narrowing.owner ?? []}
            onChange={owner => onChange({ owner })}
          />
          <ServerField
            value={narrowing.server ?? []}
            onChange={server => onChange({ server })}
          />
          <DayField
            label="From (UTC)"
            value={narrowing.from}
            onChange={from => onChange({ from })}
          />
          <DayField
            label="To (UTC)"
            value={narrowing.to}
            onChange={to => onChange({ to })}
          />
          <FormControlLabel
            control={
              <Switch
                size="small"
                checked={narrowing.mine ?? false}
                onChange={(_, mine) => onChange({ mine: mine || undefined })}
              />
            }
            label="Mine"
            sx={{ mx: 0.5 }}
          />
        </>
      )}
      <Button
        startIcon={<RssFeedIcon />}
        onClick={onSubscribe}
        sx={{ ml: 'auto' }}
      >
        Subscribe
      </Button>
    </Box>
  );
}
