import { Agent, Dispatcher } from 'undici';
import { ObservationError } from '../ObservationError';
import { EgressPolicy } from './EgressPolicy';
import { guardedAgent } from './guardedAgent';

/** Limits of every exchange; each names itself when it is hit. */
export interface HttpLimits {
  connectTimeoutMs: number;
  maxResponseBytes: number;
  maxRedirects: number;
}

/** Bytes that several responses may use up together. */
export interface ByteBudget {
  limit: number;
  used: number;
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE';
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  budget?: ByteBudget;
}

/** A response whose body still has to be read, or to be given up with `discard`. */
export interface HttpReply {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  /** Where the reply came from, after redirects. */
  url: URL;
  /** Chunks of the body, counted against the limit. */
  chunks(): AsyncGenerator<Buffer>;
  text(): Promise<string>;
  discard(): void;
}

const portOf = (url: URL) =>
  url.port || (url.protocol === 'https:' ? '443' : '80');

/** The first value of a header. */
export function headerOf(
  reply: Pick<HttpReply, 'headers'>,
  name: string,
): string | undefined {
  const value = reply.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** An HTTP client that connects only where the egress policy allows, and reads only so much. */
export class GuardedHttp {
  static create(policy: EgressPolicy, limits: HttpLimits): GuardedHttp {
    const agent = guardedAgent(policy, limits.connectTimeoutMs);
    return new GuardedHttp(policy, limits, agent);
  }

  private constructor(
    private readonly policy: EgressPolicy,
    private readonly limits: HttpLimits,
    private readonly agent: Agent,
  ) {}

  /**
   * Sends one request. Redirects within the origin are followed where they keep
   * the method; any other is refused, so that no credential travels.
   *
   * @throws ObservationError where the guard refuses; undici's errors otherwise.
   */
  async send(target: URL, request: HttpRequest): Promise<HttpReply> {
    let url = target;
    for (let followed = 0; ; followed += 1) {
      const reply = await this.sendOnce(url, request);
      const next = this.redirectTarget(reply, request.method);
      if (!next) {
        return reply;
      }
      reply.discard();
      if (followed === this.limits.maxRedirects) {
        throw new ObservationError(
          'limit',
          `redirects more than ${this.limits.maxRedirects} times (limit maxRedirects)`,
        );
      }
      url = next;
    }
  }

  /** The same with the platform's `fetch` signature, for libraries that take one. */
  readonly fetch = async (
    input: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const request = new Request(input, init);
    const hasBody = request.method === 'POST';
    const reply = await this.send(new URL(request.url), {
      method: hasBody ? 'POST' : 'GET',
      headers: Object.fromEntries(request.headers),
      body: hasBody ? await request.text() : undefined,
      signal: init.signal ?? undefined,
    });
    const body = await reply.text();
    return new Response([204, 205, 304].includes(reply.status) ? null : body, {
      status: reply.status,
      headers: Object.entries(reply.headers).flatMap(
        ([name, value]): [string, string][] =>
          value === undefined ? [] : [[name, String(value)]],
      ),
    });
  };

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private redirectTarget(
    reply: HttpReply,
    method: HttpRequest['method'],
  ): URL | undefined {
    const location = headerOf(reply, 'location');
    if (reply.status < 300 || reply.status > 399 || !location) {
      return undefined;
    }
    let target: URL;
    try {
      target = new URL(location, reply.url);
    } catch {
      reply.discard();
      throw new ObservationError(
        'redirect',
        `answered ${reply.status} with a Location that is no URL`,
      );
    }
    if (target.origin !== reply.url.origin) {
      reply.discard();
      throw new ObservationError(
        'redirect',
        `redirects to another origin (${target.origin}), which is not followed`,
      );
    }
    const keepsMethod =
      method === 'GET' || reply.status === 307 || reply.status === 308;
    if (!keepsMethod) {
      reply.discard();
      throw new ObservationError(
        'redirect',
        `answered ${reply.status}, a redirect that does not keep the method, which is not followed`,
      );
    }
    return target;
  }

  private async sendOnce(url: URL, request: HttpRequest): Promise<HttpReply> {
    const refusal =
      url.protocol === 'http:' || url.protocol === 'https:'
        ? this.policy.refuseHost(url.hostname, portOf(url))
        : `only http and https are called, not ${url.protocol}`;
    if (refusal) {
      throw new ObservationError('blocked', refusal);
    }
    const response = await this.agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: request.headers,
      body: request.body,
      signal: request.signal,
      // The caller's deadline rules; a silent server must not end earlier by accident.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return this.replyOf(response, url, request.budget);
  }

  private replyOf(
    response: Dispatcher.ResponseData,
    url: URL,
    budget: ByteBudget | undefined,
  ): HttpReply {
    const { maxResponseBytes } = this.limits;
    const { body, headers, statusCode } = response;
    // An unread body that is aborted must not surface as an unhandled error.
    body.on('error', () => {});
    const encoding = headers['content-encoding'];
    async function* chunks(): AsyncGenerator<Buffer> {
      if (encoding !== undefined && encoding !== 'identity') {
        body.destroy();
        throw new ObservationError(
          'protocol',
          `answered with Content-Encoding ${encoding}, which was not asked for`,
        );
      }
      let received = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        received += chunk.length;
        if (budget) {
          budget.used += chunk.length;
          if (budget.used > budget.limit) {
            body.destroy();
            throw new ObservationError(
              'limit',
              `answered with more than ${budget.limit} bytes in all (limit maxTotalBytes)`,
            );
          }
        }
        if (received > maxResponseBytes) {
          body.destroy();
          throw new ObservationError(
            'limit',
            `answered with more than ${maxResponseBytes} bytes (limit maxResponseBytes)`,
          );
        }
        yield chunk;
      }
    }
    return {
      status: statusCode,
      headers,
      url,
      chunks,
      async text() {
        const parts: Buffer[] = [];
        for await (const chunk of chunks()) {
          parts.push(chunk);
        }
        return Buffer.concat(parts).toString('utf8');
      },
      discard() {
        body.destroy();
      },
    };
  }
}
