import * as oauth from 'oauth4webapi';
import { GuardedHttp } from '../egress';

/** An OAuth 2.0 client that gets its token by client credentials (RFC 6749, section 4.4). */
export interface ClientCredentials {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope?: string;
  /** Resource indicator (RFC 8707), where the authorization server asks for one. */
  resource?: string;
}

/** Without `expires_in` a token is used for this long. */
const ASSUMED_LIFETIME_SECONDS = 300;
const TIMEOUT_MS = 10_000;

/** Gets one token. The endpoint comes from configuration, never from a server's metadata: it is given a secret. */
export async function fetchToken(
  { tokenUrl, clientId, clientSecret, scope, resource }: ClientCredentials,
  http: GuardedHttp,
): Promise<{ token: string; expiresInSeconds: number }> {
  const server: oauth.AuthorizationServer = {
    issuer: new URL(tokenUrl).origin,
    token_endpoint: tokenUrl,
  };
  const client: oauth.Client = { client_id: clientId };
  const response = await oauth.clientCredentialsGrantRequest(
    server,
    client,
    oauth.ClientSecretBasic(clientSecret),
    new URLSearchParams({
      ...(scope && { scope }),
      ...(resource && { resource }),
    }),
    {
      [oauth.customFetch]: (url, init) =>
        http.fetch(url, init as unknown as RequestInit),
      [oauth.allowInsecureRequests]: tokenUrl.startsWith('http://127.0.0.1:'),
      signal: () => AbortSignal.timeout(TIMEOUT_MS),
    },
  );
  const result = await oauth.processClientCredentialsResponse(
    server,
    client,
    response,
  );
  return {
    token: result.access_token,
    expiresInSeconds: result.expires_in ?? ASSUMED_LIFETIME_SECONDS,
  };
}
