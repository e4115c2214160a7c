import { JSONRPCMessage } from '@modelcontextprotocol/client';
import { ObservationError } from '../ObservationError';
import { ConnectionBounds, McpTransport } from './McpTransport';
import { ServerCommand, ServerProcess } from './ServerProcess';

/** What a connection over stdio needs. */
export interface StdioContext extends ConnectionBounds {
  server: ServerCommand;
  maxResponseBytes: number;
  /** Whatever the server says beside the protocol. */
  onErrorOutput(text: string): void;
}

const NEWLINE = 0x0a;
const MOST_QUOTED = 80;

/**
 * stdio (MCP 2024-11-05 to 2026-07-28, basic/transports): one JSON-RPC message per
 * line. Lines that are none, which servers must not write and some do, are passed
 * to standard error.
 */
export class StdioTransport extends McpTransport {
  override readonly hasPerRequestStream = false;
  /** A server that never got as far as the handshake is given no time to end by itself. */
  isPatient = false;
  /** Why the connection ended by itself, if it did. */
  failure?: ObservationError;

  private server?: ServerProcess;
  private pending: Buffer[] = [];
  private pendingBytes = 0;

  constructor(readonly context: StdioContext) {
    super(context);
  }

  async start(): Promise<void> {
    this.server = await ServerProcess.start(this.context.server, {
      onOutput: chunk => this.read(chunk),
      onErrorOutput: chunk => this.context.onErrorOutput(chunk.toString()),
      onEnd: how =>
        this.end(
          new ObservationError(
            'network',
            `the command ${how} before it answered`,
          ),
        ),
    });
  }

  protected async deliver(message: JSONRPCMessage): Promise<void> {
    // Nobody answers any more: what is asked now would wait for good.
    this.signal.throwIfAborted();
    this.server?.write(`${JSON.stringify(message)}\n`);
  }

  override async close(): Promise<void> {
    await super.close();
    const { deadline } = this.bounds;
    await this.server?.end(this.isPatient ? deadline : AbortSignal.abort());
  }

  private end(failure: ObservationError): void {
    this.failure ??= failure;
    this.fail(failure);
  }

  private read(chunk: Buffer): void {
    if (this.signal.aborted) {
      return;
    }
    const { budget, maxResponseBytes } = this.context;
    budget.used += chunk.length;
    if (budget.used > budget.limit) {
      this.end(
        new ObservationError(
          'limit',
          `wrote more than ${budget.limit} bytes in all (limit maxTotalBytes)`,
        ),
      );
      return;
    }
    let rest = chunk;
    for (;;) {
      const end = rest.indexOf(NEWLINE);
      const part = end < 0 ? rest : rest.subarray(0, end);
      this.pending.push(part);
      this.pendingBytes += part.length;
      if (this.pendingBytes > maxResponseBytes) {
        this.end(
          new ObservationError(
            'limit',
            `wrote a line of more than ${maxResponseBytes} bytes (limit maxResponseBytes)`,
          ),
        );
        return;
      }
      if (end < 0) {
        return;
      }
      const line = Buffer.concat(this.pending).toString('utf8').trim();
      this.pending = [];
      this.pendingBytes = 0;
      rest = rest.subarray(end + 1);
      this.readLine(line);
    }
  }

  private readLine(line: string): void {
    if (line === '' || this.signal.aborted) {
      return;
    }
    try {
      this.receive(line);
    } catch {
      const quoted = line.slice(0, MOST_QUOTED).replace(/\p{C}+/gu, ' ');
      this.context.onErrorOutput(
        `left out of standard output, as it is no JSON-RPC message: ${quoted}\n`,
      );
    }
  }
}
