import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { FullServer } from './ServerStore';
import { canSee } from './Visibility';

/** The entity reference of a server from the parameters of a route. */
export function serverRef(params: { namespace: string; name: string }): string {
  return stringifyEntityRef({
    kind: 'api',
    namespace: params.namespace,
    name: params.name,
  });
}

/**
 * A server that the caller may see.
 *
 * @throws NotFoundError where there is none, and equally where the caller may not see it.
 */
export async function findVisibleServer(
  needs: Pick<Dependencies, 'servers' | 'visibility'>,
  ref: string,
  credentials: CallerCredentials,
): Promise<FullServer> {
  const view = await needs.visibility.of(credentials);
  const server = canSee(view, ref) ? await needs.servers.find(ref) : undefined;
  if (!server) {
    const { namespace, name } = parseEntityRef(ref);
    throw new NotFoundError(`There is no MCP server ${namespace}/${name}`);
  }
  return server;
}
