import { StatusChip } from './StatusChip';
import { missingLook } from './statuses';

/** In place of a value that an entry ought to have. */
export function Missing(props: {
  what: string;
  /** Instead of "missing", where nothing beside it says what is. */
  word?: string;
  tabIndex?: number;
}) {
  const { word = missingLook.word } = props;
  return (
    <StatusChip
      look={{ ...missingLook, word }}
      reason={`The entry does not say: ${props.what}.`}
      tabIndex={props.tabIndex}
    />
  );
}
