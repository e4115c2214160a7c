/** One call of a tool as the log shows it: no argument, no result. */
export interface ToolCall {
  server: string;
  tool: string;
  durationMs: number;
  /** `refused` by a rule that the caller is told of, `failed` by a fault of ours. */
  outcome: 'ok' | 'refused' | 'failed';
  /** The name of the error behind `failed`; its message could repeat an argument. */
  error?: string;
}

/** Where calls are noted. */
export type CallLog = (call: ToolCall) => void;

/** Writes calls as JSON lines to standard output. */
export const writeCall: CallLog = call => {
  process.stdout.write(
    `${JSON.stringify({ time: new Date().toISOString(), ...call })}\n`,
  );
};
