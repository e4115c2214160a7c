import Autocomplete, { autocompleteClasses } from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { driftLooks, healthLooks } from '../status/statuses';
import { useEntityTitles } from './useEntityTitles';
import { FacetName } from './useServerListState';

const labels: Record<FacetName, string> = {
  owner: 'Team',
  domain: 'Domain',
  status: 'Status',
  health: 'Health',
  drift: 'Drift',
};

const looks = { ...healthLooks, ...driftLooks };

/** One filter with several choices, each with how many servers it leaves. */
export function FacetField(props: {
  facet: FacetName;
  choices: { value: string; count: number }[];
  value: string[];
  onChange: (value: string[] | undefined) => void;
}) {
  const { facet, choices, value, onChange } = props;
  const counts = new Map(choices.map(choice => [choice.value, choice.count]));
  const options = [...new Set([...counts.keys(), ...value])];
  const titles = useEntityTitles(facet === 'owner' ? options : []);
  // Teams by their titles, statuses in the words of their chips.
  const wordOf = (option: string) =>
    titles[option] ?? looks[option as keyof typeof looks]?.word ?? option;
  return (
    <Autocomplete
      multiple
      size="small"
      disableCloseOnSelect
      // What is chosen needs the room; a click into the field opens the list anyway.
      forcePopupIcon={value.length === 0}
      options={options}
      value={value}
      onChange={(_, next) => onChange(next.length > 0 ? next : undefined)}
      getOptionLabel={wordOf}
      renderOption={({ key, ...optionProps }, option) => (
        <li key={key} {...optionProps}>
          <Box sx={{ flex: 1, overflowWrap: 'anywhere' }}>{wordOf(option)}</Box>
          <Box
            sx={{
              pl: 1,
              color: 'text.secondary',
              fontVariantNumeric: 'tabular-nums',
            }}
          >
            {counts.get(option) ?? 0}
          </Box>
        </li>
      )}
      // One line however many are chosen, so that the list below stays where it is.
      renderTags={([first, ...others]) => (
        <>
          <Typography variant="body2" noWrap sx={{ pl: 0.75, minWidth: 0 }}>
            {wordOf(first)}
          </Typography>
          {others.length > 0 && (
            <Typography variant="body2" sx={{ pl: 0.5 }}>
              +{others.length}
            </Typography>
          )}
        </>
      )}
      renderInput={params => <TextField {...params} label={labels[facet]} />}
      sx={{
        // A width of its own, whatever is chosen.
        flex: '1 1 112px',
        minWidth: 112,
        maxWidth: { sm: 220 },
        [`& .${autocompleteClasses.inputRoot}`]: { flexWrap: 'nowrap' },
        [`& .${autocompleteClasses.inputRoot} .${autocompleteClasses.input}`]: {
          minWidth: 8,
        },
        [`& .${autocompleteClasses.clearIndicator}`]: { visibility: 'visible' },
      }}
    />
  );
}
