import { CallLog, ToolCall } from './callLog';
import { ToolRefusal } from './ToolRefusal';

/** A tool's result in the shape that both SDKs take. */
export type ToolAnswer = {
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
};

const refuse = (text: string): ToolAnswer => ({
  content: [{ type: 'text', text }],
  isError: true,
});

/**
 * Runs one call: its result becomes structured content, a {@link ToolRefusal}
 * a tool error with its message, any other error a tool error without. Every
 * call is logged.
 */
export async function answerCall(
  { server, tool, log }: { server: string; tool: string; log: CallLog },
  run: () => Promise<object>,
): Promise<ToolAnswer> {
  const start = performance.now();
  const note = (outcome: ToolCall['outcome'], error?: string) =>
    log({
      server,
      tool,
      durationMs: Math.round(performance.now() - start),
      outcome,
      ...(error && { error }),
    });
  try {
    const result = await run();
    note('ok');
    return {
      content: [{ type: 'text', text: JSON.stringify(result) }],
      structuredContent: { ...result },
    };
  } catch (error) {
    if (error instanceof ToolRefusal) {
      note('refused');
      return refuse(error.message);
    }
    note('failed', error instanceof Error ? error.name : typeof error);
    return refuse(`${tool} failed for a reason inside ${server}.`);
  }
}

/** {@link answerCall} as a wrapper for the handlers of one server's tools. */
export function answering(server: string, log: CallLog) {
  return <Args>(tool: string, run: (args: Args) => Promise<object>) =>
    (args: Args) =>
      answerCall({ server, tool, log }, () => run(args));
}
