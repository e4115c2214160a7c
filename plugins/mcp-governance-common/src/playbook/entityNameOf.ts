import { KubernetesValidatorFunctions } from '@backstage/catalog-model';

const LONGEST = 63;

/** A name as the catalog allows it: `CRM tools (EU)` → `crm-tools-eu`; `undefined` where nothing of it remains. */
export function entityNameOf(name: string): string | undefined {
  if (KubernetesValidatorFunctions.isValidObjectName(name)) {
    return name;
  }
  const made = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, LONGEST)
    .replace(/-$/, '');
  return made === '' ? undefined : made;
}
