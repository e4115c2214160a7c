import { useEntity } from '@backstage/plugin-catalog-react';
import { ServerName } from '../api/GovernanceApi';

/** The server whose entity page one is on. */
export function useEntityServer(): ServerName {
  const { entity } = useEntity();
  return {
    namespace: entity.metadata.namespace ?? 'default',
    name: entity.metadata.name,
  };
}
