import {
  JSONRPCMessage,
  Transport,
  TransportSendOptions,
  isJSONRPCErrorResponse,
  isJSONRPCResultResponse,
} from '@modelcontextprotocol/client';
import { isJsonObject } from 'backstage-plugin-mcp-governance-common';
import { ByteBudget } from '../egress/GuardedHttp';
import { ObservationError } from '../ObservationError';

/** A JSON-RPC message as it was received: parsed, and the text that it was parsed from. */
export interface RawMessage {
  message: JSONRPCMessage;
  text: string;
}

/** What every connection of one observation is bounded by. */
export interface ConnectionBounds {
  deadline: AbortSignal;
  budget: ByteBudget;
}

/**
 * A transport for the SDK's client that also keeps what the client would lose: the
 * raw text of every answer. Requests of our own go through {@link exchange}, past
 * the SDK's decoding.
 */
export abstract class McpTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  /** Modern connections carry one stream per request, which aborting cancels. */
  readonly hasPerRequestStream: boolean = true;

  /** Answers to the SDK's own handshake, by method. */
  readonly handshake = new Map<string, RawMessage>();
  protocolVersion?: string;

  private readonly waiting = new Map<
    string | number,
    { resolve(raw: RawMessage): void; reject(error: unknown): void }
  >();
  private readonly sent = new Map<string | number, string>();
  private readonly closing = new AbortController();
  private exchanges = 0;

  protected readonly signal: AbortSignal;

  constructor(readonly bounds: ConnectionBounds) {
    this.signal = AbortSignal.any([bounds.deadline, this.closing.signal]);
    this.signal.addEventListener('abort', () => {
      for (const { reject } of this.waiting.values()) {
        reject(this.signal.reason);
      }
    });
  }

  abstract start(): Promise<void>;

  /** Sends one message and hands over whatever answers it. */
  protected abstract deliver(
    message: JSONRPCMessage,
    extraHeaders?: Readonly<Record<string, string>>,
  ): Promise<void>;

  async send(
    message: JSONRPCMessage,
    options?: TransportSendOptions,
  ): Promise<void> {
    if ('method' in message && 'id' in message && message.id !== undefined) {
      this.sent.set(message.id, message.method);
      this.handshake.delete(message.method);
    }
    await this.deliver(message, options?.headers);
  }

  /**
   * One request and its raw answer. Ids count from one on every connection, so
   * that equal answers are equal texts.
   */
  async exchange(
    method: string,
    params: Record<string, unknown>,
  ): Promise<RawMessage> {
    this.exchanges += 1;
    const id = `exchange-${this.exchanges}`;
    const answer = new Promise<RawMessage>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      // A stream may stay open behind its answer: that is not waited for.
      this.deliver({ jsonrpc: '2.0', id, method, params }).catch(reject);
    });
    try {
      return await answer;
    } finally {
      this.waiting.delete(id);
    }
  }

  setProtocolVersion(version: string): void {
    this.protocolVersion = version;
  }

  async close(): Promise<void> {
    this.fail(new ObservationError('network', 'connection closed'));
  }

  /** Ends the connection, and everything that waits on it, for a reason. */
  protected fail(reason: unknown): void {
    this.closing.abort(reason);
    this.onclose?.();
  }

  /** Passes one received text on to whoever waits for it. */
  protected receive(text: string): void {
    const parsed: unknown = JSON.parse(text);
    const isSingle = !Array.isArray(parsed);
    for (const item of isSingle ? [parsed] : parsed) {
      if (!isJsonObject(item) || item.jsonrpc !== '2.0') {
        throw new ObservationError(
          'not-mcp',
          'answered JSON that is no JSON-RPC 2.0 message',
        );
      }
      this.dispatch({
        message: item as JSONRPCMessage,
        text: isSingle ? text : JSON.stringify(item),
      });
    }
  }

  private dispatch(raw: RawMessage): void {
    const { message } = raw;
    const isAnswer =
      isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message);
    const id = isAnswer ? message.id : undefined;
    const waiter = id === undefined ? undefined : this.waiting.get(id);
    if (waiter) {
      waiter.resolve(raw);
      return;
    }
    const method = id === undefined ? undefined : this.sent.get(id);
    if (method !== undefined) {
      this.handshake.set(method, raw);
    }
    this.onmessage?.(message);
  }

  /** Whether the answer to a request has not come yet. */
  protected isWaitedFor(message: JSONRPCMessage): boolean {
    if (!('method' in message) || !('id' in message)) {
      return false;
    }
    const { id } = message;
    if (id === undefined) {
      return false;
    }
    const own = this.waiting.has(id);
    return own || !this.handshake.has(message.method);
  }
}
