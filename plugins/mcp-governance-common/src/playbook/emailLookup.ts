import { Entity, stringifyEntityRef } from '@backstage/catalog-model';

/** The user or group of the catalog that an e-mail address belongs to, as a reference in full. */
export type EmailLookup = (
  email: string,
  kind: 'user' | 'group',
) => string | undefined;

const keyOf = (kind: string, email: string) =>
  `${kind.toLowerCase()} ${email.trim().toLowerCase()}`;

/** Finds users and groups by `spec.profile.email`. An address that two of them share belongs to nobody. */
export function emailLookup(entities: Iterable<Entity>): EmailLookup {
  const refs = new Map<string, Set<string>>();
  for (const entity of entities) {
    const profile = entity.spec?.profile;
    const email =
      profile !== null && typeof profile === 'object' && 'email' in profile
        ? profile.email
        : undefined;
    if (typeof email === 'string') {
      const key = keyOf(entity.kind, email);
      refs.set(
        key,
        (refs.get(key) ?? new Set()).add(stringifyEntityRef(entity)),
      );
    }
  }
  return (email, kind) => {
    const found = refs.get(keyOf(kind, email)) ?? new Set();
    return found.size === 1 ? [...found][0] : undefined;
  };
}
