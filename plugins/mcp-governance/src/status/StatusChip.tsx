import Chip, { chipClasses } from '@mui/material/Chip';
import Tooltip from '@mui/material/Tooltip';
import { StatusLook } from './statuses';

/** A status as icon, word and colour; the reason, where there is one, on hover and for screen readers. */
export function StatusChip(props: {
  look: StatusLook;
  /** A number or a few words behind the word. */
  detail?: string | number;
  reason?: string | null;
  /** Whether the tab key stops at a chip with a reason; a grid decides that for its cells. */
  tabIndex?: number;
}) {
  const { look, detail, reason, tabIndex = 0 } = props;
  const Icon = look.icon;
  const chip = (
    <Chip
      size="small"
      variant="outlined"
      color={look.colour}
      icon={<Icon fontSize="small" />}
      label={detail === undefined ? look.word : `${look.word} · ${detail}`}
      // What is explained on hover can be reached by keyboard too.
      tabIndex={reason ? tabIndex : undefined}
      sx={{
        // The portal's theme gives chips a margin that is meant for lists of tags.
        m: 0,
        maxWidth: '100%',
        '&:focus-visible': { outline: '2px solid', outlineOffset: 1 },
        // The colour marks border and icon; words keep the contrast of text.
        [`& .${chipClasses.label}`]: { color: 'text.primary' },
      }}
    />
  );
  return reason ? (
    <Tooltip title={reason} describeChild>
      {chip}
    </Tooltip>
  ) : (
    chip
  );
}
