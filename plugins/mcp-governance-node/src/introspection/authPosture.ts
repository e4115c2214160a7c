import {
  discoverOAuthProtectedResourceMetadata,
  extractWWWAuthenticateParams,
} from '@modelcontextprotocol/client';
import { AuthPosture } from 'backstage-plugin-mcp-governance-common';
import { ConnectError, HttpTransportType, connect } from './connect';
import { capabilitiesOf } from './handshake';
import { HttpContext, Refusal } from './HttpTransport';
import { IntrospectionLimits } from './limits';
import { listMethods, listSection } from './listSection';
import { toFailure } from './toFailure';

/** What a refusal says of itself, and the RFC 9728 metadata that it points to. */
export async function describeRefusal(
  refusal: Refusal,
  context: HttpContext,
): Promise<AuthPosture> {
  const { status, wwwAuthenticate } = refusal;
  const challenge = wwwAuthenticate?.trim().split(/\s+/)[0];
  const posture: AuthPosture = {
    status: 'refused',
    httpStatus: status,
    ...(challenge && { challenge }),
  };
  try {
    const { resourceMetadataUrl } = extractWWWAuthenticateParams(
      new Response(null, {
        status,
        headers: wwwAuthenticate ? { 'www-authenticate': wwwAuthenticate } : {},
      }),
    );
    const metadata = await discoverOAuthProtectedResourceMetadata(
      context.target,
      { resourceMetadataUrl },
      (url, init) =>
        context.http.fetch(url, { ...init, signal: context.deadline }),
    );
    posture.protectedResource = {
      url: String(resourceMetadataUrl ?? ''),
      resource: metadata.resource,
      authorizationServers: metadata.authorization_servers ?? [],
    };
  } catch {
    // No metadata, none that can be read, or at an address that is not allowed: it is absent.
  }
  return posture;
}

/** Asks a server as nobody: is the handshake answered, and a list of tools? */
export async function probeAnonymously(
  type: HttpTransportType,
  context: HttpContext,
  knownEra: 'legacy' | undefined,
  limits: IntrospectionLimits,
): Promise<AuthPosture> {
  const anonymous = { ...context, authorization: undefined };
  try {
    const connection = await connect(type, anonymous, knownEra);
    try {
      const tools = await listSection(connection.transport, 'tools', {
        capabilities: capabilitiesOf(connection),
        modernVersion:
          connection.era === 'modern' ? connection.protocolVersion : undefined,
        limits: { ...limits, maxPages: 1 },
      });
      const { refusal } = connection.transport;
      const wasListed = tools.status === 'listed';
      return refusal && !wasListed
        ? await describeRefusal(refusal, anonymous)
        : {
            status: 'accepted',
            methods: [
              connection.handshake.method,
              ...(wasListed ? [listMethods.tools] : []),
            ],
          };
    } finally {
      await connection.close();
    }
  } catch (error) {
    const refusal =
      error instanceof ConnectError ? error.transport.refusal : undefined;
    return refusal
      ? describeRefusal(refusal, anonymous)
      : { status: 'failed', error: toFailure(error) };
  }
}
