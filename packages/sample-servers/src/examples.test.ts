import {
  Entity,
  KindValidator,
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import {
  ServerEntry,
  auditStanding,
  emailLookup,
  entityProblems,
  fullReference,
  isMcpServer,
  playbookEntity,
  prepareEntity,
  readPlaybookFile,
  readServerEntry,
} from 'backstage-plugin-mcp-governance-common';
import {
  exampleEntities,
  exampleFiles,
  exampleServer,
  exampleServers,
  parseExample,
  playbookFiles,
  readExample,
} from './__testUtils__/examples';
import { seedRecords } from './releases/seedRecords';

const TODAY = '2026-11-20';
/** The entries of which the owners are meant to be lacking. */
const ownerless = ['feedback-digest', 'expense-reports'];

const validators: Record<string, KindValidator> = {
  API: apiEntityV1alpha1Validator,
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Location: locationEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  User: userEntityV1alpha1Validator,
};

const fields: Record<string, string> = {
  owner: 'group',
  system: 'system',
  domain: 'domain',
  parent: 'group',
  children: 'group',
  members: 'user',
  memberOf: 'group',
  consumesApis: 'api',
  providesApis: 'api',
  dependsOn: 'component',
};

function referencesOf({ spec = {} }: Entity): string[] {
  return Object.entries(fields).flatMap(([field, kind]) =>
    [spec[field] ?? []].flat().map(ref => fullReference(String(ref), { kind })),
  );
}

function governanceReferencesOf({ governance }: ServerEntry): string[] {
  const { ownership, consumers, permissionGroups, downstreamSystems } =
    governance;
  return [
    ownership?.primary,
    ownership?.secondary,
    ownership?.platform,
    ownership?.security,
    ...(consumers ?? []),
    ...Object.keys(permissionGroups ?? {}),
    ...(downstreamSystems ?? []).map(({ ref }) => ref),
  ].filter(ref => ref !== undefined);
}

const missing = (refs: string[]) =>
  refs.filter(ref => !exampleEntities.has(ref));

const membersOf = (group: string | undefined) =>
  [...exampleEntities].flatMap(([ref, { kind, spec }]) =>
    kind === 'User' &&
    [spec?.memberOf ?? []]
      .flat()
      .some(one => fullReference(String(one), { kind: 'group' }) === group)
      ? [ref]
      : [],
  );

describe('the demo organisation', () => {
  it('is brought in whole by one location', () => {
    const [{ spec }] = parseExample('all.yaml');
    const targets = spec?.targets as string[];
    expect(
      ['all.yaml', ...targets.map(target => target.slice(2))].sort(),
    ).toEqual(exampleFiles);
  });

  it('holds entities that the catalog accepts, each once', async () => {
    expect(exampleFiles.flatMap(parseExample)).toHaveLength(
      exampleEntities.size,
    );
    const others = [...exampleEntities.values()].filter(
      entity => !isMcpServer(entity),
    );
    for (const entity of others) {
      expect(await validators[entity.kind].check(entity)).toBe(true);
    }
  });

  it('refers only to what it holds', () => {
    for (const [ref, entity] of exampleEntities) {
      expect({ ref, missing: missing(referencesOf(entity)) }).toEqual({
        ref,
        missing: [],
      });
    }
  });

  it('names the members of a group and the groups of a member alike', () => {
    const groups = [...exampleEntities].filter(
      ([, { kind }]) => kind === 'Group',
    );
    for (const [ref, { spec }] of groups) {
      const members = [spec?.members ?? []].flat();
      expect(members.map(name => `user:default/${name}`).sort()).toEqual(
        membersOf(ref).sort(),
      );
    }
  });

  it('makes the guest a member of the platform team, who answers for something', () => {
    expect(membersOf('group:default/platform')).toContain('user:default/guest');
    const owned = [...exampleServers.values()].filter(
      ({ owner }) => owner === 'group:default/platform',
    );
    expect(owned.length).toBeGreaterThan(1);
  });

  it('knows the services that are released', () => {
    for (const [service, { releases }] of Object.entries(
      seedRecords.services,
    )) {
      const people = releases.map(({ releasedBy }) => releasedBy);
      expect(missing([`component:default/${service}`, ...people])).toEqual([]);
    }
  });
});

describe('the entries of its MCP servers', () => {
  const entities = [...exampleEntities.values()].filter(isMcpServer);

  it.each(
    entities.map((entity): [string, Entity] => [entity.metadata.name, entity]),
  )(
    '%s is well-formed, and lacks nothing but what it is meant to lack',
    (name, entity) => {
      expect(entityProblems(prepareEntity(entity))).toEqual([]);
      const entry = exampleServer(name);
      expect(entry.missing).toEqual(
        name === 'feedback-digest' ? ['spec.owner'] : [],
      );
      const { downstreamSystems = [], tools = [] } = entry.governance;
      const systems = downstreamSystems.map(one => one.name);
      for (const tool of tools) {
        expect(systems).toEqual(expect.arrayContaining(tool.systems ?? []));
      }
    },
  );

  it('say in their first lines where their schema is and what they show', () => {
    for (const name of exampleServers.keys()) {
      const [schema, purpose, next] = readExample(`servers/${name}.yaml`).split(
        '\n',
      );
      expect(schema).toBe(
        '# yaml-language-server: $schema=../../plugins/mcp-governance-common/schema/mcp-server-entry.schema.json',
      );
      expect(purpose).toMatch(/^# .+\.$/);
      expect(next).toBe('apiVersion: backstage.io/v1alpha1');
    }
  });

  it('refer only to what exists, save the person who has left', () => {
    const dangling = [...exampleServers.values()].flatMap(entry =>
      missing(governanceReferencesOf(entry)).map(ref => [entry.name, ref]),
    );
    expect(dangling).toEqual([['expense-reports', 'user:default/ines-moreau']]);
  });

  it('name owners of the team, save those that are meant not to', () => {
    const strangers = [...exampleServers.values()].filter(
      ({ owner, governance: { ownership } }) => {
        const team = membersOf(owner);
        return [ownership?.primary, ownership?.secondary].some(
          person => !person || !team.includes(person),
        );
      },
    );
    expect(strangers.map(({ name }) => name).sort()).toEqual(
      [...ownerless].sort(),
    );
    const { ownership } = exampleServer('expense-reports').governance;
    expect(membersOf('group:default/finance')).not.toContain(
      ownership?.secondary,
    );
  });

  it('show every situation that the demo is about', () => {
    const named = (test: (entry: ServerEntry) => boolean) =>
      [...exampleServers.values()].filter(test).map(({ name }) => name);
    expect(named(one => one.governance.origin === 'vendor')).toEqual([
      'design-files',
    ]);
    expect(named(one => one.governance.status === 'quarantined')).toEqual([
      'secrets-broker',
    ]);
    expect(named(one => one.remotes[0].type === 'stdio')).toEqual([
      'schema-lint',
    ]);
    expect(
      named(
        one => auditStanding(one.governance.audit, TODAY).status === 'overdue',
      ),
    ).toEqual(['crm-tools']);
  });
});

describe('its playbook file', () => {
  it('is brought in with one finding, the person who has left', () => {
    expect(playbookFiles).toEqual(['playbooks/quote-search.yaml']);
    const file = readPlaybookFile(readExample(playbookFiles[0]));
    if (file.status !== 'read') {
      throw new Error(JSON.stringify(file));
    }
    expect(file.problems).toEqual([]);
    const { entity, warnings } = playbookEntity(
      file.playbook,
      emailLookup(exampleEntities.values()),
    );
    expect(warnings.map(({ rule, path }) => [rule, path])).toEqual([
      ['unmatched-email', 'ownership.secondary'],
    ]);
    const { entry } = readServerEntry(prepareEntity(entity));
    expect(entry.missing).toEqual([]);
    expect(exampleServers.has(entry.name)).toBe(false);
    expect(membersOf(entry.owner)).toContain(
      entry.governance.ownership?.primary,
    );
  });
});
