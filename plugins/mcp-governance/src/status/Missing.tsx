import { StatusChip } from './StatusChip';
import { missingLook } from './statuses';

/** In place of a value that an entry ought to have. */
export function Missing(props: { what: string }) {
  return (
    <StatusChip
      look={missingLook}
      reason={`The entry does not say: ${props.what}.`}
    />
  );
}
