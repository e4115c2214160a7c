/** Exit codes of every command. */
export const exitCodes = {
  ok: 0,
  /** The input was read, and something in it is to be mended. */
  findings: 1,
  /** Arguments or input that cannot be used. */
  unusable: 2,
  /** The server could not be observed. */
  notObserved: 3,
  /** The portal could not be reached, or refused. */
  notUploaded: 4,
} as const;
