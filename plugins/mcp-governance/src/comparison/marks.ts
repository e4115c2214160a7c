import { Theme, alpha } from '@mui/material/styles';

/** Added, removed, or the same on both sides. */
export type Mark = '+' | '-' | ' ';

/** The sign as it is printed: a minus, not a hyphen. */
export const signs: Record<Mark, string> = { '+': '+', '-': '−', ' ': '' };

const colours = { '+': 'success', '-': 'error' } as const;

/** The background of what was added or removed, in the colours of the theme. */
export const shade =
  (mark: Mark, strength = 0.1) =>
  ({ palette }: Theme) =>
    mark === ' ' ? undefined : alpha(palette[colours[mark]].main, strength);
