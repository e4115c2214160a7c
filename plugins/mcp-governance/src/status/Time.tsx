import Tooltip from '@mui/material/Tooltip';
import { DateTime } from 'luxon';

/** A moment, relative to now; the exact time in the reader's zone on hover. */
export function Time(props: { iso: string }) {
  const moment = DateTime.fromISO(props.iso);
  return (
    <Tooltip
      title={moment.toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS)}
      describeChild
    >
      <time dateTime={props.iso}>
        {moment.toRelative({ style: 'short' }) ?? props.iso}
      </time>
    </Tooltip>
  );
}
