import { JSONRPCMessage } from '@modelcontextprotocol/client';
import { createParser } from 'eventsource-parser';
import { HttpReply } from '../egress/GuardedHttp';
import { ObservationError } from '../ObservationError';
import { HttpTransport } from './HttpTransport';
import { mediaType } from './StreamableHttpTransport';

/**
 * HTTP with SSE (MCP 2024-11-05, basic/transports): one GET stream carries every
 * answer, its first event names the endpoint that messages are posted to.
 */
export class SseTransport extends HttpTransport {
  override readonly hasPerRequestStream = false;
  private endpoint?: URL;

  async start(): Promise<void> {
    const reply = await this.request(this.context.target, {
      method: 'GET',
      headers: { ...this.headersFor(), accept: 'text/event-stream' },
    });
    if (reply.status !== 200) {
      await this.refuse(reply);
    }
    if (mediaType(reply) !== 'text/event-stream') {
      reply.discard();
      throw new ObservationError(
        'not-mcp',
        `answered with ${
          mediaType(reply) || 'no content type'
        } where an SSE server opens an event stream`,
      );
    }
    await new Promise<void>((resolve, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason), {
        once: true,
      });
      this.readStream(reply, resolve).catch(error => {
        reject(error);
        this.fail(error);
      });
    });
  }

  protected async deliver(message: JSONRPCMessage): Promise<void> {
    if (!this.endpoint) {
      throw new ObservationError('protocol', 'named no endpoint to post to');
    }
    const reply = await this.request(this.endpoint, {
      method: 'POST',
      headers: this.headersFor(message),
      body: JSON.stringify(message),
    });
    if (reply.status < 200 || reply.status > 299) {
      await this.refuse(reply);
    }
    await reply.text();
  }

  private async readStream(reply: HttpReply, onEndpoint: () => void) {
    const parser = createParser({
      onEvent: event => {
        if (event.event === 'endpoint') {
          this.endpoint = this.endpointOf(event.data, reply.url);
          onEndpoint();
        } else if (event.data && (!event.event || event.event === 'message')) {
          this.receive(event.data);
        }
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of reply.chunks()) {
      parser.feed(decoder.decode(chunk, { stream: true }));
    }
    throw new ObservationError('network', 'ended the event stream');
  }

  private endpointOf(text: string, stream: URL): URL {
    const endpoint = new URL(text, stream);
    if (endpoint.origin !== stream.origin) {
      throw new ObservationError(
        'redirect',
        `names an endpoint on another origin (${endpoint.origin}), which is not called`,
      );
    }
    return endpoint;
  }
}
