import { Principal } from '../introspection/introspect';
import { GuardedHttp } from '../egress';
import { ObservationError } from '../ObservationError';
import { ClientCredentials, fetchToken } from './clientCredentials';

/** How to identify oneself to the servers of one host. Secrets come from configuration only. */
export type HostCredential =
  | {
      type: 'bearer';
      /** `mcp.example.com` or `mcp.example.com:8443`; exactly this host. */
      host: string;
      /** What snapshots call this caller; the host by default. */
      name?: string;
      token: string;
    }
  | ({
      type: 'oauth-client-credentials';
      host: string;
      name?: string;
    } & ClientCredentials);

interface CachedToken {
  token: string;
  expiresAt: number;
}

/** Renewed this long before it expires, so that it holds for one observation. */
const RENEW_BEFORE_MS = 60_000;

/** As whom each server is looked at: the credential of its host, else nobody. */
export class Credentials {
  static create(
    credentials: readonly HostCredential[],
    http: GuardedHttp,
    now: () => number = Date.now,
  ): Credentials {
    return new Credentials(
      new Map(credentials.map(one => [one.host.toLowerCase(), one])),
      http,
      now,
    );
  }

  private readonly tokens = new Map<HostCredential, Promise<CachedToken>>();

  private constructor(
    private readonly byHost: Map<string, HostCredential>,
    private readonly http: GuardedHttp,
    private readonly now: () => number,
  ) {}

  /** @throws ObservationError where no token could be had. */
  async principalFor(url: string): Promise<Principal> {
    const { host, hostname } = new URL(url);
    const credential = this.byHost.get(host) ?? this.byHost.get(hostname);
    if (!credential) {
      return { name: 'anonymous' };
    }
    const label = credential.name ?? credential.host;
    if (credential.type === 'bearer') {
      return {
        name: `bearer:${label}`,
        authorization: `Bearer ${credential.token}`,
      };
    }
    const { token } = await this.tokenFor(credential);
    return { name: `oauth:${label}`, authorization: `Bearer ${token}` };
  }

  private async tokenFor(
    credential: Extract<HostCredential, { type: 'oauth-client-credentials' }>,
  ): Promise<CachedToken> {
    const cached = await this.tokens.get(credential)?.catch(() => undefined);
    if (cached && cached.expiresAt - RENEW_BEFORE_MS > this.now()) {
      return cached;
    }
    const pending = fetchToken(credential, this.http).then(
      ({ token, expiresInSeconds }) => ({
        token,
        expiresAt: this.now() + expiresInSeconds * 1000,
      }),
    );
    this.tokens.set(credential, pending);
    try {
      return await pending;
    } catch (error) {
      throw new ObservationError(
        'unauthorised',
        `no token for ${credential.host}: ${
          error instanceof ObservationError
            ? error.message
            : `the token endpoint at ${
                new URL(credential.tokenUrl).host
              } did not issue one`
        }`,
        { cause: error },
      );
    }
  }
}
