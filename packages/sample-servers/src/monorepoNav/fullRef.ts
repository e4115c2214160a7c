import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** A reference in full, as the entity that holds it means it; `undefined` for what is none. */
export function fullRef(
  ref: unknown,
  kind: string,
  holder?: Entity,
): string | undefined {
  if (typeof ref !== 'string') {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: kind,
        defaultNamespace: holder?.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
