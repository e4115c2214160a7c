import { useEntityRefLink } from '@backstage/plugin-catalog-react';

/** The address of the tab Drift on the entity page of a server. */
export function useDriftTabLink(): (entityRef: string) => string {
  const entityLink = useEntityRefLink();
  return entityRef => `${entityLink(entityRef)}/mcp-drift`;
}
