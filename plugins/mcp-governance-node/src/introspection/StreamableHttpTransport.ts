import { JSONRPCMessage } from '@modelcontextprotocol/client';
import { EventSourceMessage, createParser } from 'eventsource-parser';
import { setTimeout as delay } from 'node:timers/promises';
import { HttpReply, headerOf } from '../egress/GuardedHttp';
import { ObservationError } from '../ObservationError';
import { HttpTransport } from './HttpTransport';

const MOST_RESUMPTIONS = 3;
const TERMINATION_TIMEOUT_MS = 2_000;

/** `text/event-stream; charset=utf-8` → `text/event-stream` */
export function mediaType(reply: HttpReply): string {
  return (headerOf(reply, 'content-type') ?? '')
    .split(';')[0]
    .trim()
    .toLowerCase();
}

/**
 * Streamable HTTP (MCP 2025-03-26 to 2026-07-28, basic/transports): every message
 * is a POST, answered with JSON or with a stream of events that may have to be
 * resumed. The optional GET stream is not opened: nothing here waits for it.
 */
export class StreamableHttpTransport extends HttpTransport {
  async start(): Promise<void> {}

  protected async deliver(
    message: JSONRPCMessage,
    extraHeaders?: Readonly<Record<string, string>>,
  ): Promise<void> {
    const isInitialize = 'method' in message && message.method === 'initialize';
    const reply = await this.request(this.context.target, {
      method: 'POST',
      headers: { ...extraHeaders, ...this.headersFor(message) },
      body: JSON.stringify(message),
    });
    if (reply.status < 200 || reply.status > 299) {
      await this.refuse(reply);
    }
    if (isInitialize) {
      this.sessionId = headerOf(reply, 'mcp-session-id');
    }
    if (!('id' in message) || reply.status === 202) {
      await reply.text();
      return;
    }
    await this.readReply(reply, message);
  }

  /** Ends a legacy session, so that the server need not keep it. Never throws. */
  async terminateSession(): Promise<void> {
    if (!this.sessionId) {
      return;
    }
    try {
      const reply = await this.request(this.context.target, {
        method: 'DELETE',
        headers: this.headersFor(),
        signal: AbortSignal.timeout(TERMINATION_TIMEOUT_MS),
      });
      await reply.text();
    } catch {
      // The session then ends by the server's own rules.
    }
    this.sessionId = undefined;
  }

  private async readReply(
    reply: HttpReply,
    message: JSONRPCMessage,
  ): Promise<void> {
    const type = mediaType(reply);
    if (type === 'application/json') {
      this.receive(await reply.text());
      if (this.isWaitedFor(message)) {
        throw new ObservationError(
          'protocol',
          'answered with something else than the answer to the request',
        );
      }
    } else if (type === 'text/event-stream') {
      await this.readStream(reply, message);
    } else {
      reply.discard();
      throw new ObservationError(
        'not-mcp',
        `answered ${reply.status} with ${
          type || 'no content type'
        } where an MCP server answers JSON or an event stream`,
      );
    }
  }

  private async readStream(
    first: HttpReply,
    message: JSONRPCMessage,
  ): Promise<void> {
    let reply = first;
    let lastEventId: string | undefined;
    let retryMs = 1_000;
    const events: EventSourceMessage[] = [];
    const callbacks = {
      onEvent: (event: EventSourceMessage) => {
        events.push(event);
      },
      onRetry: (value: number) => {
        retryMs = value;
      },
    };
    for (let resumed = 0; ; resumed += 1) {
      const parser = createParser(callbacks);
      const decoder = new TextDecoder();
      for await (const chunk of reply.chunks()) {
        parser.feed(decoder.decode(chunk, { stream: true }));
        for (const event of events.splice(0)) {
          lastEventId = event.id ?? lastEventId;
          if (event.data && (!event.event || event.event === 'message')) {
            this.receive(event.data);
          }
        }
      }
      if (!this.isWaitedFor(message)) {
        return;
      }
      if (lastEventId === undefined || resumed === MOST_RESUMPTIONS) {
        throw new ObservationError(
          'protocol',
          'ended the event stream without an answer',
        );
      }
      await delay(retryMs, undefined, { signal: this.signal });
      reply = await this.resume(lastEventId);
    }
  }

  private async resume(lastEventId: string): Promise<HttpReply> {
    const reply = await this.request(this.context.target, {
      method: 'GET',
      headers: {
        ...this.headersFor(),
        accept: 'text/event-stream',
        'last-event-id': lastEventId,
      },
    });
    return reply.status === 200 ? reply : this.refuse(reply);
  }
}
