import { Entity } from '@backstage/catalog-model';
import { EntryProblem } from '../entry/EntryProblem';
import { isReference } from '../entry/fields';
import { Governance, ServerStatus } from '../entry/governance';
import { fullReference } from '../entry/ServerEntry';
import { isEmail, unmatchedEmail } from '../entry/unmatchedEmails';
import { EmailLookup } from './emailLookup';
import { entityNameOf } from './entityNameOf';
import { Playbook } from './playbookSchema';

const lifecycles: Record<ServerStatus, string> = {
  active: 'production',
  deprecated: 'deprecated',
  // Still running, and still somebody's to answer for.
  quarantined: 'production',
};

type Present<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** The same without keys that hold nothing; `undefined` where none is left. */
function present<T extends object>(value: T): Partial<Present<T>> | undefined {
  const entries = Object.entries(value).filter(
    ([, item]) => item !== undefined,
  );
  return entries.length === 0
    ? undefined
    : (Object.fromEntries(entries) as Partial<Present<T>>);
}

interface Owners {
  team?: string;
  primary?: string;
  secondary?: string;
  problems: EntryProblem[];
}

/** Who answers for a server, as references; an e-mail address that belongs to nobody stays one. */
function ownersOf({ ownership }: Playbook, lookup: EmailLookup): Owners {
  const problems: EntryProblem[] = [];
  const person = (field: 'primary' | 'secondary') => {
    const value = ownership?.[field];
    if (value === undefined || !isEmail(value)) {
      return value && fullReference(value, { kind: 'user' });
    }
    const ref = lookup(value, 'user');
    if (!ref) {
      problems.push(unmatchedEmail(['ownership', field], value, 'user'));
    }
    return ref ?? value;
  };
  const team = () => {
    const value = ownership?.team;
    if (value === undefined) {
      return undefined;
    }
    if (isEmail(value)) {
      const ref = lookup(value, 'group') ?? lookup(value, 'user');
      if (!ref) {
        problems.push(unmatchedEmail(['ownership', 'team'], value, 'group'));
      }
      return ref ?? value;
    }
    if (isReference(value)) {
      return fullReference(value, { kind: 'group' });
    }
    const ref = `group:default/${entityNameOf(value)}`;
    problems.push({
      level: 'warning',
      rule: 'respelled-reference',
      path: 'ownership.team',
      message: `ownership.team: ${JSON.stringify(
        value,
      )} is no entity reference; it is read as ${ref}`,
    });
    return ref;
  };
  return {
    team: team(),
    primary: person('primary'),
    secondary: person('secondary'),
    problems,
  };
}

function governanceOf(playbook: Playbook, owners: Owners): Governance {
  const { version, status, hosts, ownership, scopes } = playbook;
  const { downstream_systems, tools, audit, governance } = playbook;
  return (
    present({
      version,
      status,
      hosts,
      ownership: present({
        primary: owners.primary,
        secondary: owners.secondary,
        onCall: ownership?.oncall_rotation,
      }),
      scopes,
      downstreamSystems: downstream_systems?.map(
        system =>
          present({
            name: system.name,
            credential: system.credential,
            rateLimitClass: system.rate_limit_class,
          }) ?? {},
      ),
      tools: tools?.map(
        tool =>
          present({
            name: tool.name,
            mutates: tool.mutates,
            scopesRequired: tool.scopes_required,
            requiresConfirmation: tool.requires_confirmation,
          }) ?? {},
      ),
      audit:
        audit &&
        present({
          lastRun: audit.last_run,
          packUrl: audit.pack_url,
          findings: audit.findings,
          nextDue: audit.next_due,
        }),
      charter:
        governance &&
        present({
          version: governance.charter_version,
          approvedBy: governance.approved_by,
          approvedOn: governance.approved_on,
          reauditCadence: governance.reaudit_cadence,
        }),
    }) ?? {}
  );
}

/**
 * The catalog entity of a playbook that was read without errors. What the playbook
 * does not say is left out, for the catalog module to mark as missing. Warnings name
 * the fields of the playbook.
 */
export function playbookEntity(
  playbook: Playbook,
  lookup: EmailLookup,
): { entity: Entity; warnings: EntryProblem[] } {
  const given = playbook.name ?? '';
  const name = entityNameOf(given) ?? '';
  const owners = ownersOf(playbook, lookup);
  const remote = present({
    type: playbook.transport,
    url: playbook.endpoint,
  });
  const spec = present({
    type: 'mcp-server',
    lifecycle: playbook.status && lifecycles[playbook.status],
    owner: owners.team,
    remotes: remote && [remote],
    governance: present(governanceOf(playbook, owners)),
  });
  return {
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: { name, ...(name !== given && { title: given }) },
      spec: spec as Entity['spec'],
    },
    warnings: owners.problems,
  };
}
