import { formatFound, formatPath } from './describeIssue';
import { EntryProblem } from './EntryProblem';
import type { Governance } from './governance';

/** Whether a text in the place of an entity reference is an e-mail address. */
export function isEmail(text: string): boolean {
  return /^[^\s@:/,;<>"]+@[^\s@:/,;<>"]+$/.test(text);
}

/** That an e-mail address stands where a reference would count. */
export function unmatchedEmail(
  path: readonly PropertyKey[],
  email: string,
  kind: 'user' | 'group',
): EntryProblem {
  const where = formatPath(path);
  const example =
    kind === 'user' ? 'user:default/alice' : 'group:default/platform';
  return {
    level: 'warning',
    rule: 'unmatched-email',
    path: where,
    message: `${where}: the e-mail address ${formatFound(email).replace(
      / \(string\)$/,
      '',
    )} is matched to no ${kind} of the catalog, so it does not count; name one, such as ${example}`,
  };
}

/** E-mail addresses that stand for nobody in the catalog: kept, shown, and not counted. */
export function unmatchedEmails(
  owner: unknown,
  { ownership }: Pick<Governance, 'ownership'>,
): EntryProblem[] {
  const people = [
    { path: ['spec', 'owner'], value: owner, kind: 'group' },
    ...(['primary', 'secondary', 'platform', 'security'] as const).map(
      field => ({
        path: ['spec', 'governance', 'ownership', field],
        value: ownership?.[field],
        kind: field === 'primary' || field === 'secondary' ? 'user' : 'group',
      }),
    ),
  ] as const;
  return people.flatMap(({ path, value, kind }) =>
    typeof value === 'string' && isEmail(value)
      ? [unmatchedEmail(path, value, kind === 'user' ? 'user' : 'group')]
      : [],
  );
}
