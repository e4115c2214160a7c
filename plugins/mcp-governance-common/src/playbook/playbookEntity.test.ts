import { parse } from 'yaml';
import { entityProblems, prepareEntity, readServerEntry } from '../entry';
import { emailLookup } from './emailLookup';
import { entityNameOf } from './entityNameOf';
import { playbookEntity } from './playbookEntity';
import { playbookSchema } from './playbookSchema';
import { readPlaybookFile } from './readPlaybookFile';

const complete = `
name: CRM Tools (Zürich)
version: 1.10
status: quarantined
transport: streamable_http
endpoint: https://mcp.example.com/crm
hosts: [claude-desktop, internal-agent-runner]
ownership:
  team: platform-ai
  primary: Alice@Example.com
  secondary: gone@example.com
  oncall_rotation: platform-agentic
scopes: [crm:read, crm:write]
downstream_systems:
  - name: zoho-crm
    credential: oauth_on_behalf_of
    rate_limit_class: standard
tools:
  - name: search_contacts
    mutates: false
    scopes_required: [crm:read]
    requires_confirmation: false
  - name: create_note
    mutates: true
    scopes_required: [crm:write]
    requires_confirmation: true
audit:
  last_run: 2026-05-02
  pack_url: https://audits.example.com/crm/2026-05-02
  findings: { critical: 0, high: 1, medium: 3, low: 2 }
  next_due: 2026-08-02
governance:
  charter_version: 1.0
  approved_by: [security, platform]
  approved_on: 2026-04-18
  reaudit_cadence: quarterly
`;

const user = (name: string, email: string, kind = 'User') => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name },
  spec: { profile: { email } },
});
const lookup = emailLookup([
  user('alice', 'alice@example.com'),
  user('twin-1', 'twin@example.com'),
  user('twin-2', 'twin@example.com'),
  user('platform', 'platform@example.com', 'Group'),
]);

function map(text: string) {
  const file = readPlaybookFile(text);
  if (file.status !== 'read') {
    throw new Error(JSON.stringify(file));
  }
  return playbookEntity(file.playbook, lookup);
}

describe('playbookEntity', () => {
  it('maps every key', () => {
    const { entity, warnings } = map(complete);
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: { name: 'crm-tools-zurich', title: 'CRM Tools (Zürich)' },
      spec: {
        type: 'mcp-server',
        lifecycle: 'production',
        owner: 'group:default/platform-ai',
        remotes: [
          { type: 'streamable-http', url: 'https://mcp.example.com/crm' },
        ],
        governance: {
          version: '1.10',
          status: 'quarantined',
          hosts: ['claude-desktop', 'internal-agent-runner'],
          ownership: {
            primary: 'user:default/alice',
            secondary: 'gone@example.com',
            onCall: 'platform-agentic',
          },
          scopes: ['crm:read', 'crm:write'],
          downstreamSystems: [
            {
              name: 'zoho-crm',
              credential: 'oauth-on-behalf-of',
              rateLimitClass: 'standard',
            },
          ],
          tools: [
            {
              name: 'search_contacts',
              mutates: false,
              scopesRequired: ['crm:read'],
              requiresConfirmation: false,
            },
            {
              name: 'create_note',
              mutates: true,
              scopesRequired: ['crm:write'],
              requiresConfirmation: true,
            },
          ],
          audit: {
            lastRun: '2026-05-02',
            packUrl: 'https://audits.example.com/crm/2026-05-02',
            findings: { critical: 0, high: 1, medium: 3, low: 2 },
            nextDue: '2026-08-02',
          },
          charter: {
            version: '1.0',
            approvedBy: ['security', 'platform'],
            approvedOn: '2026-04-18',
            reauditCadence: 'quarterly',
          },
        },
      },
    });
    expect(warnings.map(({ message }) => message)).toEqual([
      'ownership.secondary: the e-mail address "gone@example.com" is matched to no user of the catalog, so it does not count; name one, such as user:default/alice',
    ]);
  });

  it('knows every key of the schema', () => {
    const written = parse(complete);
    const keysOf = (object: object) => Object.keys(object).sort();
    const { shape } = playbookSchema;
    expect(keysOf(written)).toEqual(keysOf(shape));
    for (const block of ['ownership', 'audit', 'governance'] as const) {
      expect(keysOf(written[block])).toEqual(
        keysOf(shape[block].unwrap().shape),
      );
    }
    for (const list of ['tools', 'downstream_systems'] as const) {
      expect(keysOf(written[list][0])).toEqual(
        keysOf(shape[list].unwrap().element.shape),
      );
    }
  });

  it('makes an entity that the catalog accepts, with the e-mail address as its only finding', () => {
    const { entity } = map(complete);
    expect(entityProblems(prepareEntity(entity))).toEqual([
      {
        level: 'warning',
        rule: 'unmatched-email',
        path: 'spec.governance.ownership.secondary',
        message: expect.stringContaining('gone@example.com'),
      },
    ]);
    expect(readServerEntry(entity).entry.governance.ownership?.secondary).toBe(
      'gone@example.com',
    );
  });

  it('says what is missing instead of inventing it', () => {
    const { entity } = map('name: bare\n');
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: { name: 'bare' },
      spec: { type: 'mcp-server' },
    });
    expect(readServerEntry(prepareEntity(entity)).entry.missing).toEqual([
      'spec.owner',
      'spec.lifecycle',
      'spec.remotes',
    ]);
  });

  it.each([
    ['active', 'production'],
    ['deprecated', 'deprecated'],
    ['quarantined', 'production'],
  ])('takes the lifecycle of %s from the status', (status, lifecycle) => {
    expect(map(`{ name: a, status: ${status} }`).entity.spec?.lifecycle).toBe(
      lifecycle,
    );
  });

  it.each([
    ['{ transport: sse }', [{ type: 'sse' }]],
    [
      '{ transport: stdio, endpoint: crm-mcp }',
      [{ type: 'stdio', url: 'crm-mcp' }],
    ],
    [
      '{ endpoint: "https://x.example.com" }',
      [{ url: 'https://x.example.com' }],
    ],
  ])('makes one remote of %s', (text, remotes) => {
    expect(map(text.replace('{', '{ name: a,')).entity.spec?.remotes).toEqual(
      remotes,
    );
  });

  it('never looks at a remote without an endpoint', () => {
    const { entity } = map('{ name: a, transport: sse }');
    const { entry } = readServerEntry(prepareEntity(entity));
    expect(entry.remotes).toEqual([]);
    expect(entry.missing).toContain('spec.remotes');
  });

  it.each([
    ['platform@example.com', 'group:default/platform', []],
    ['alice@example.com', 'user:default/alice', []],
    ['nobody@example.com', 'nobody@example.com', ['unmatched-email']],
    ['Platform AI', 'group:default/platform-ai', ['respelled-reference']],
    ['group:ops/platform', 'group:ops/platform', []],
  ])('reads the team %s as %s', (team, owner, rules) => {
    const { entity, warnings } = map(
      `{ name: a, ownership: { team: ${team} } }`,
    );
    expect(entity.spec?.owner).toBe(owner);
    expect(warnings.map(({ rule }) => rule)).toEqual(rules);
  });

  it('matches an address that two users share to neither', () => {
    const { entity, warnings } = map(
      '{ name: a, ownership: { primary: twin@example.com, secondary: bob } }',
    );
    expect(entity.spec?.governance).toEqual({
      ownership: { primary: 'twin@example.com', secondary: 'user:default/bob' },
    });
    expect(warnings).toHaveLength(1);
  });
});

describe('entityNameOf', () => {
  it.each([
    ['crm-tools', 'crm-tools'],
    ['CRM_Tools', 'CRM_Tools'],
    ['CRM  tools!', 'crm-tools'],
    ['Übersicht', 'ubersicht'],
    ['a'.repeat(80), 'a'.repeat(63)],
    [`${'a'.repeat(62)} b`, 'a'.repeat(62)],
    ['東京', undefined],
  ])('%s → %s', (given, name) => {
    expect(entityNameOf(given)).toBe(name);
  });
});
