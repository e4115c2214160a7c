import { describeIssue, formatFound } from '../entry/describeIssue';
import { EntryProblem } from '../entry/EntryProblem';
import { isReference } from '../entry/fields';
import { httpRemoteUrlSchema } from '../entry/governance';
import { itemProblems } from '../entry/itemProblems';
import { capped, readStrictly } from '../entry/readStrictly';
import { isEmail } from '../entry/unmatchedEmails';
import { entityNameOf } from './entityNameOf';
import { Playbook, playbookSchema } from './playbookSchema';

const malformed = (path: string, message: string): EntryProblem => ({
  level: 'error',
  rule: 'malformed-field',
  path,
  message: `${path}: ${message}`,
});

function nameProblems({ name }: Partial<Playbook>): EntryProblem[] {
  if (name === undefined) {
    return [malformed('name', 'found nothing, expected the server’s name')];
  }
  return entityNameOf(name)
    ? []
    : [
        malformed(
          'name',
          `found ${formatFound(name)}, expected at least one of a–z and 0–9`,
        ),
      ];
}

function teamProblems({ ownership }: Partial<Playbook>): EntryProblem[] {
  const team = ownership?.team;
  return team === undefined ||
    isEmail(team) ||
    isReference(team) ||
    entityNameOf(team)
    ? []
    : [
        malformed(
          'ownership.team',
          `found ${formatFound(
            team,
          )}, expected a team such as platform, or an e-mail address`,
        ),
      ];
}

function endpointProblems({
  endpoint,
  transport,
}: Partial<Playbook>): EntryProblem[] {
  if (endpoint === undefined || transport === 'stdio') {
    return [];
  }
  const { error } = httpRemoteUrlSchema.safeParse(endpoint, {
    reportInput: true,
  });
  return (error?.issues ?? []).map(issue => ({
    ...malformed('endpoint', ''),
    message: describeIssue(issue, ['endpoint']),
  }));
}

/**
 * Reads what a playbook file holds. Never throws: errors name the field, what was
 * found and what is allowed; unknown fields, and items that cannot count, are warnings.
 */
export function readPlaybook(input: unknown): {
  playbook: Partial<Playbook>;
  problems: EntryProblem[];
} {
  const { value: playbook, problems } = readStrictly(
    playbookSchema,
    [],
    input ?? {},
  );
  const isRead = (field: keyof Playbook) =>
    !problems.some(
      ({ level, path }) =>
        level === 'error' && (path === field || path === 'the document'),
    );
  const found = [
    ...problems,
    ...(isRead('name') ? nameProblems(playbook) : []),
    ...teamProblems(playbook),
    ...endpointProblems(playbook),
    ...itemProblems(
      playbook,
      [],
      [
        { field: 'tools', keys: ['name'] },
        { field: 'downstream_systems', keys: ['name'] },
      ],
    ),
  ];
  return { playbook, problems: capped(found, []) };
}
