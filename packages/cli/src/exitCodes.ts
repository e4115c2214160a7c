/** Exit codes of every command. */
export const exitCodes = {
  ok: 0,
  /** Arguments or input that cannot be used. */
  unusable: 2,
  /** The server could not be observed. */
  notObserved: 3,
} as const;
