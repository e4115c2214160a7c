import { useEffect, useState } from 'react';
import { useServers } from '../api/queries';
import { ChoiceField } from '../layout/ChoiceField';
import { useEntityTitles } from '../servers/useEntityTitles';

const TYPING_PAUSE_MS = 300;
const MOST_SHOWN = 50;

/** Servers to choose from, found by the backend while somebody types: a fleet may have thousands. */
export function ServerField(props: {
  value: string[];
  onChange: (value: string[] | undefined) => void;
}) {
  const { value, onChange } = props;
  const [text, setText] = useState('');
  const [words, setWords] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setWords(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, isFetching } = useServers({
    ...(words && { q: words }),
    limit: MOST_SHOWN,
  });
  const found = new Map(
    data?.items.map(({ entityRef, title }) => [entityRef, title]),
  );
  const titles = useEntityTitles(value);
  return (
    <ChoiceField
      label="Server"
      options={[...new Set([...found.keys(), ...value])]}
      value={value}
      onChange={onChange}
      wordOf={ref => found.get(ref) ?? titles[ref] ?? ref}
      search={{
        // The backend has found them already, by more than their titles.
        filterOptions: options => options,
        onInputChange: (_, next) => setText(next),
        loading: isFetching,
        noOptionsText: 'No server matches',
      }}
    />
  );
}
