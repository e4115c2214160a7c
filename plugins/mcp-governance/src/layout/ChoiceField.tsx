import Autocomplete, {
  AutocompleteProps,
  autocompleteClasses,
} from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';

/** One filter with several choices, on one line however many are chosen. */
export function ChoiceField(props: {
  label: string;
  options: string[];
  value: string[];
  onChange: (value: string[] | undefined) => void;
  wordOf: (option: string) => string;
  /** How many there are of an option, where that is known. */
  countOf?: (option: string) => number;
  /** For options that are looked for while somebody types. */
  search?: Pick<
    AutocompleteProps<string, true, false, false>,
    'filterOptions' | 'onInputChange' | 'loading' | 'noOptionsText'
  >;
}) {
  const { label, options, value, onChange, wordOf, countOf, search } = props;
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
      {...search}
      renderOption={({ key, ...optionProps }, option) => (
        <li key={option} {...optionProps}>
          <Box sx={{ flex: 1, overflowWrap: 'anywhere' }}>{wordOf(option)}</Box>
          {countOf && (
            <Box
              sx={{
                pl: 1,
                color: 'text.secondary',
                fontVariantNumeric: 'tabular-nums',
              }}
            >
              {countOf(option)}
            </Box>
          )}
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
      renderInput={params => <TextField {...params} label={label} />}
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
