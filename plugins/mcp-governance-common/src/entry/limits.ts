/** How much one entry may hold. Beyond it the entry is refused and the limit named. */
export const entryLimits = {
  tools: 1_000,
  remotes: 20,
  listItems: 1_000,
  textLength: 4_000,
  /** Values (scalars, lists and objects) below `spec.governance` and `spec.remotes`. */
  values: 100_000,
  depth: 32,
} as const;
