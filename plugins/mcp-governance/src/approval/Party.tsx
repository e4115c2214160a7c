import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** Somebody who decided or is told: a link for people and teams of the catalog, else as they are named. */
export function Party({ value }: { value: string }) {
  return /^(user|group):/.test(value) ? (
    <EntityRefLink entityRef={value} />
  ) : (
    <>{value}</>
  );
}
