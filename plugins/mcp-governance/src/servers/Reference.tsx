import { useApi } from '@backstage/core-plugin-api';
import {
  EntityDisplayName,
  EntityRefLink,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { Missing } from '../status/Missing';
import { StatusChip } from '../status/StatusChip';
import { notFoundLook } from '../status/statuses';

const UNCHANGED_MS = 5 * 60_000;

function EntityReference(props: { entityRef: string; kind: string }) {
  const { entityRef, kind } = props;
  const catalog = useApi(catalogApiRef);
  const { data: isThere = true } = useQuery({
    queryKey: ['is in catalog', entityRef],
    queryFn: async () => {
      const { items } = await catalog.getEntitiesByRefs({
        entityRefs: [entityRef],
        fields: ['kind'],
      });
      return Boolean(items[0]);
    },
    staleTime: UNCHANGED_MS,
  });
  return isThere ? (
    <EntityRefLink entityRef={entityRef} defaultKind={kind} />
  ) : (
    <>
      <EntityDisplayName entityRef={entityRef} defaultKind={kind} />{' '}
      <StatusChip
        look={notFoundLook}
        reason={`The catalog shows you no ${kind} of this name; perhaps they have left.`}
      />
    </>
  );
}

/** A person or a group that the entry names; an e-mail address that stands for nobody is shown as it is. */
export function Reference(props: {
  value?: string;
  kind: 'user' | 'group';
  what: string;
}) {
  const { value, kind, what } = props;
  if (!value) {
    return <Missing what={what} />;
  }
  return value.includes(':') ? (
    <EntityReference entityRef={value} kind={kind} />
  ) : (
    <>{value} (not a user of the catalog)</>
  );
}
