import { ServerEntry } from 'backstage-plugin-mcp-governance-common';
import { Finding } from '../findings/Finding';
import { LintedEntry, foundAt } from './LintedEntry';

interface Wanted {
  path: string;
  /** What its absence leaves unsaid. */
  what: string;
  isThere(entry: ServerEntry): boolean;
  /** Whether a playbook has a key for it. */
  inPlaybook: boolean;
}

const is = (value: unknown) =>
  Array.isArray(value) ? value.length > 0 : value !== undefined;

const field = (
  path: string,
  what: string,
  inPlaybook: boolean,
  of: (entry: ServerEntry) => unknown,
): Wanted => ({ path, what, inPlaybook, isThere: entry => is(of(entry)) });

const wanted: readonly Wanted[] = [
  field(
    'metadata.description',
    'what the server is for',
    false,
    e => e.purpose,
  ),
  field('spec.owner', 'which team owns the server', true, e => e.owner),
  field(
    'spec.lifecycle',
    'whether it is in production',
    // A playbook says it by its status.
    false,
    e => e.lifecycle,
  ),
  field(
    'spec.remotes',
    'where the server can be reached',
    true,
    e => e.remotes,
  ),
  field(
    'spec.governance.version',
    'which version the entry describes',
    true,
    e => e.governance.version,
  ),
  field(
    'spec.governance.status',
    'whether it is active, deprecated or quarantined',
    true,
    e => e.governance.status,
  ),
  field(
    'spec.governance.origin',
    'whether it was built here or by a vendor',
    false,
    e => e.governance.origin,
  ),
  field(
    'spec.governance.domain',
    'what it is about',
    false,
    e => e.governance.domain,
  ),
  field(
    'spec.governance.useWhen',
    'when to use the server',
    false,
    e => e.governance.useWhen,
  ),
  field(
    'spec.governance.avoidWhen',
    'when not to use the server',
    false,
    e => e.governance.avoidWhen,
  ),
  field(
    'spec.governance.auth.method',
    'how callers identify themselves',
    false,
    e => e.governance.auth?.method,
  ),
  field(
    'spec.governance.ownership.primary',
    'which person answers for the server',
    true,
    e => e.governance.ownership?.primary,
  ),
  field(
    'spec.governance.ownership.secondary',
    'who takes over from the owner',
    true,
    e => e.governance.ownership?.secondary,
  ),
  field(
    'spec.governance.ownership.onCall',
    'the on-call rotation',
    true,
    e => e.governance.ownership?.onCall,
  ),
  field(
    'spec.governance.tools',
    'which tools the server has',
    true,
    e => e.governance.tools,
  ),
];

/**
 * What an entry leaves unsaid, each at the place where it would stand. Of a field
 * that was written but not understood (`isMalformed`) nothing is said.
 */
export function missingFields(
  linted: LintedEntry,
  isMalformed: (path: string) => boolean,
): Finding[] {
  const { entry, spelling } = linted;
  const missing = wanted
    .filter(
      ({ path, isThere, inPlaybook }) =>
        !isThere(entry) &&
        !isMalformed(path) &&
        (inPlaybook || spelling === 'entry'),
    )
    .map(({ path, what }) =>
      foundAt(linted, path, 'missing-field', `is missing: ${what}`),
    );
  const unsaid = (entry.governance.tools ?? []).flatMap((tool, index) =>
    tool.mutates === undefined
      ? [
          foundAt(
            linted,
            `spec.governance.tools[${index}].mutates`,
            'missing-field',
            'is missing: whether a call can change anything',
          ),
        ]
      : [],
  );
  const { primary, secondary } = entry.governance.ownership ?? {};
  const same =
    primary !== undefined && primary === secondary
      ? [
          foundAt(
            linted,
            'spec.governance.ownership.secondary',
            'successor-is-primary',
            `${primary} cannot take over from themselves; name another person`,
          ),
        ]
      : [];
  return [...missing, ...unsaid, ...same];
}
