import { LookupAddress, lookup as dnsLookup } from 'node:dns';
import { isIP } from 'node:net';
import { Agent, Dispatcher, buildConnector } from 'undici';
import { ObservationError } from '../ObservationError';
import { EgressPolicy } from './EgressPolicy';

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
    const lookup = (
      hostname: string,
      options: { all?: boolean },
      callback: (
        error: NodeJS.ErrnoException | null,
        address: string | LookupAddress[],
        family?: number,
      ) => void,
      port: string,
    ) => {
      dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) {
          callback(error, []);
          return;
        }
        for (const { address } of addresses) {
          const refusal = policy.refuseAddress(hostname, port, address);
          if (refusal) {
            callback(new ObservationError('blocked', refusal), []);
            return;
          }
        }
        if (options.all) {
          callback(null, addresses);
        } else {
          callback(null, addresses[0].address, addresses[0].family);
        }
      });
    };

    const connectors = new Map<string, buildConnector.connector>();
    const connectorFor = (port: string) => {
      let connector = connectors.get(port);
      if (!connector) {
        connector = buildConnector({
          timeout: limits.connectTimeoutMs,
          lookup: (hostname, options, callback) =>
            lookup(
              hostname,
              options as { all?: boolean },
              callback as Parameters<typeof lookup>[2],
              port,
            ),
        });
        connectors.set(port, connector);
      }
      return connector;
    };

    const agent = new Agent({
      keepAliveTimeout: 4_000,
      keepAliveMaxTimeout: 10_000,
      connect: (options, callback) => {
        const port =
          options.port || (options.protocol === 'https:' ? '443' : '80');
        const { hostname } = options;
        const literal = hostname.replace(/^\[|\]$/g, '');
        const refusal =
          policy.refuseHost(hostname, port) ??
          (isIP(literal)
            ? policy.refuseAddress(hostname, port, literal)
            : undefined);
        if (refusal) {
          callback(new ObservationError('blocked', refusal), null);
          return;
        }
        connectorFor(port)(options, (error, socket) => {
          if (error) {
            callback(error, null);
            return;
          }
          const late = policy.refuseAddress(
            hostname,
            port,
            socket.remoteAddress ?? 'an unknown address',
          );
          if (late) {
            socket.destroy();
            callback(new ObservationError('blocked', late), null);
            return;
          }
          callback(null, socket);
        });
      },
    });
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
