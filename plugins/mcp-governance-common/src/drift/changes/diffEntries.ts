import { DeclaredTool, Governance, credentials } from '../../entry/governance';
import { Change } from './Change';
import { ChangeKind } from './rules';
import { Subject, judge } from './Subject';

type DownstreamSystem = NonNullable<Governance['downstreamSystems']>[number];

const entry: Subject = { id: 'entry', name: 'the entry' };

/** From the one that says most about who acted to the one that says nothing. */
const strength: readonly (typeof credentials)[number][] = [
  'oauth-on-behalf-of',
  'short-lived-token',
  'service-account',
  'static-key',
  'none',
];

const keyOf = ({ name, ref }: DownstreamSystem) => ref ?? name ?? '';

function diffScopes(before: Governance, after: Governance): Change[] {
  const [was, is] = [new Set(before.scopes), new Set(after.scopes)];
  const facts = { path: '/scopes' };
  return [
    ...[...is]
      .filter(scope => !was.has(scope))
      .map(scope => judge('scope-added', entry, { ...facts, after: scope })),
    ...[...was]
      .filter(scope => !is.has(scope))
      .map(scope => judge('scope-removed', entry, { ...facts, before: scope })),
  ];
}

function diffSystem(
  before: DownstreamSystem,
  after: DownstreamSystem,
  path: string,
): Change[] {
  const subject = { id: 'entry', name: keyOf(after) };
  const changes: Change[] = [];
  if (before.access !== after.access) {
    const isKnown = before.access && after.access;
    const widened =
      after.access === 'write' ? 'access-widened' : 'access-narrowed';
    changes.push(
      judge(isKnown ? widened : 'access-unstated', subject, {
        path: `${path}/access`,
        before: before.access,
        after: after.access,
      }),
    );
  }
  if (before.credential !== after.credential) {
    let kind: ChangeKind = 'credential-unstated';
    if (before.credential && after.credential) {
      kind =
        strength.indexOf(after.credential) > strength.indexOf(before.credential)
          ? 'credential-weakened'
          : 'credential-strengthened';
    }
    changes.push(
      judge(kind, subject, {
        path: `${path}/credential`,
        before: before.credential,
        after: after.credential,
      }),
    );
  }
  return changes;
}

function diffSystems(before: Governance, after: Governance): Change[] {
  const was = new Map(
    (before.downstreamSystems ?? []).map(system => [keyOf(system), system]),
  );
  const is = after.downstreamSystems ?? [];
  const names = new Set(is.map(keyOf));
  return [
    ...is.flatMap((system, index) => {
      const path = `/downstreamSystems/${index}`;
      const old = was.get(keyOf(system));
      return old
        ? diffSystem(old, system, path)
        : [
            judge(
              'system-added',
              { id: 'entry', name: keyOf(system) },
              { path, after: { ...system } },
            ),
          ];
    }),
    ...[...was]
      .filter(([name]) => !names.has(name))
      .map(([name, system]) =>
        judge(
          'system-removed',
          { id: 'entry', name },
          { path: '/downstreamSystems', before: { ...system } },
        ),
      ),
  ];
}

function diffDeclaredTool(
  before: DeclaredTool,
  after: DeclaredTool,
  path: string,
): Change[] {
  const subject = { id: 'entry', name: after.name ?? 'a tool without a name' };
  const changes: Change[] = [];
  const add = (
    kind: ChangeKind,
    field: keyof DeclaredTool,
    facts: { before?: string | boolean; after?: string | boolean },
  ) =>
    changes.push(judge(kind, subject, { path: `${path}/${field}`, ...facts }));

  const [wasAsked, isAsked] = [before, after].map(
    tool => tool.requiresConfirmation === true,
  );
  if (wasAsked !== isAsked) {
    add(
      isAsked ? 'confirmation-added' : 'confirmation-dropped',
      'requiresConfirmation',
      {
        before: before.requiresConfirmation,
        after: after.requiresConfirmation,
      },
    );
  }
  if (before.writeGate !== after.writeGate) {
    const gone = after.writeGate ? 'write-gate-changed' : 'write-gate-dropped';
    add(before.writeGate ? gone : 'write-gate-added', 'writeGate', {
      before: before.writeGate,
      after: after.writeGate,
    });
  }
  if (before.mutates !== after.mutates) {
    // Undeclared counts as mutating.
    const [was, is] = [before.mutates ?? true, after.mutates ?? true];
    if (was !== is) {
      add(is ? 'mutation-declared' : 'mutation-denied', 'mutates', {
        before: before.mutates,
        after: after.mutates,
      });
    }
  }
  const [wasRequired, isRequired] = [before, after].map(
    tool => new Set(tool.scopesRequired),
  );
  for (const scope of isRequired) {
    if (!wasRequired.has(scope)) {
      add('tool-scope-added', 'scopesRequired', { after: scope });
    }
  }
  for (const scope of wasRequired) {
    if (!isRequired.has(scope)) {
      add('tool-scope-dropped', 'scopesRequired', { before: scope });
    }
  }
  return changes;
}

/**
 * What changed from one revision of an entry to another in that which is
 * approved: scopes, downstream systems and their credentials, confirmation and
 * gates of tools. Tools that came or went are the snapshot's to tell.
 */
export function diffEntries(before: Governance, after: Governance): Change[] {
  const was = new Map((before.tools ?? []).map(tool => [tool.name, tool]));
  return [
    ...diffScopes(before, after),
    ...diffSystems(before, after),
    ...(after.tools ?? []).flatMap((tool, index) => {
      const old = was.get(tool.name);
      return old ? diffDeclaredTool(old, tool, `/tools/${index}`) : [];
    }),
  ];
}
