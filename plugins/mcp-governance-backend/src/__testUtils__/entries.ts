import { Entity } from '@backstage/catalog-model';
import { Json } from 'backstage-plugin-mcp-governance-common';

/** A catalog entity of an MCP server, small but complete. */
export function serverEntity(
  name: string,
  overrides: {
    url?: string;
    owner?: string;
    governance?: Json;
    remotes?: Json;
    etag?: string;
    title?: string;
    description?: string;
    annotations?: Record<string, string>;
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name,
      namespace: 'default',
      etag: overrides.etag ?? JSON.stringify(overrides),
      title: overrides.title,
      description: overrides.description,
      annotations: overrides.annotations,
    },
    spec: {
      type: 'mcp-server',
      lifecycle: 'production',
      owner: overrides.owner ?? 'group:default/platform',
      remotes: overrides.remotes ?? [
        {
          type: 'streamable-http',
          url: overrides.url ?? 'http://127.0.0.1:1/mcp',
        },
      ],
      ...(overrides.governance !== undefined && {
        governance: overrides.governance,
      }),
    },
  } as Entity;
}
