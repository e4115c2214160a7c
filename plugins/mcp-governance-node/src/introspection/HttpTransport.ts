import {
  JSONRPCMessage,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import {
  GuardedHttp,
  HttpReply,
  HttpRequest,
  headerOf,
} from '../egress/GuardedHttp';
import { ConnectionBounds, McpTransport } from './McpTransport';
import { modernHeaders } from './modernHeaders';

/** What every connection over HTTP of one observation shares. */
export interface HttpContext extends ConnectionBounds {
  http: GuardedHttp;
  target: URL;
  /** Value of the `Authorization` header; without it the caller is anonymous. */
  authorization?: string;
}

/** The HTTP status and challenge with which a server turned a caller away. */
export interface Refusal {
  status: number;
  wwwAuthenticate?: string;
  url: URL;
}

/** What the transports over HTTP have in common; keeps the headers of a refusal, which the SDK's errors drop. */
export abstract class HttpTransport extends McpTransport {
  refusal?: Refusal;
  sessionId?: string;

  constructor(readonly context: HttpContext) {
    super(context);
  }

  protected request(target: URL, request: HttpRequest): Promise<HttpReply> {
    const { http, budget } = this.context;
    const signal = request.signal
      ? AbortSignal.any([this.signal, request.signal])
      : this.signal;
    return http.send(target, { ...request, budget, signal });
  }

  /** Headers of a message; those of the modern era follow from the message itself. */
  protected headersFor(message?: JSONRPCMessage): Record<string, string> {
    const headers: Record<string, string> = {
      accept: 'application/json, text/event-stream',
    };
    if (message) {
      headers['content-type'] = 'application/json';
    }
    if (this.context.authorization) {
      headers.authorization = this.context.authorization;
    }
    if (this.sessionId) {
      headers['mcp-session-id'] = this.sessionId;
    }
    if (this.protocolVersion) {
      headers['mcp-protocol-version'] = this.protocolVersion;
    }
    return message ? { ...headers, ...modernHeaders(message) } : headers;
  }

  /** Turns an answer other than 2xx into the error that the SDK's negotiation reads. */
  protected async refuse(reply: HttpReply): Promise<never> {
    if (reply.status === 401 || reply.status === 403) {
      this.refusal = {
        status: reply.status,
        wwwAuthenticate: headerOf(reply, 'www-authenticate'),
        url: reply.url,
      };
    }
    const text = await reply.text();
    throw new SdkHttpError(
      SdkErrorCode.ClientHttpNotImplemented,
      `answered ${reply.status}`,
      { status: reply.status, text },
    );
  }
}
