import SearchIcon from '@mui/icons-material/Search';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';

const TYPING_PAUSE_MS = 300;

/** Free text, handed on once the typing pauses. */
export function SearchField(props: {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { value, onChange } = props;
  const [text, setText] = useState(value ?? '');
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
