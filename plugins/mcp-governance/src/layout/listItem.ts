/** An item of a list of text: a line divides it from the next one. */
export const listItem = {
  py: 1.5,
  minWidth: 0,
  borderBottom: 1,
  borderColor: 'divider',
  '&:last-of-type': { borderBottom: 0 },
} as const;
