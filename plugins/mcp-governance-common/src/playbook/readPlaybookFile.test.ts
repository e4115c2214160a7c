import { playbookPath } from './playbookPath';
import { readPlaybookFile } from './readPlaybookFile';

function problemsOf(text: string) {
  const file = readPlaybookFile(text);
  return file.status === 'other'
    ? []
    : file.problems.map(
        ({ level, message, position }) =>
          `${position.line}:${position.column} ${level} ${message}`,
      );
}

describe('readPlaybookFile', () => {
  it.each([
    [
      'an enum typo',
      'name: a\nstatus: activ\n',
      '2:1 error status: found "activ" (string), expected "active", "deprecated" or "quarantined"; did you mean "active"?',
    ],
    [
      'a transport that there is not',
      'name: a\ntransport: web socket\n',
      '2:1 error transport: found "web socket" (string), expected "streamable-http", "sse" or "stdio"',
    ],
    [
      'a word for a boolean, in a list',
      'name: a\ntools:\n  - name: x\n    mutates: nope\n',
      '4:5 error tools[0].mutates: found "nope" (string), expected true or false',
    ],
    [
      'a date that does not exist',
      'name: a\naudit:\n  next_due: 2026-02-30\n',
      '3:3 error audit.next_due: found "2026-02-30" (string), expected a date that exists, written YYYY-MM-DD',
    ],
    [
      'a name instead of a person',
      'name: a\nownership:\n  primary: Alice Smith\n',
      '3:3 error ownership.primary: found "Alice Smith" (string), expected an entity reference such as user:default/alice, or an e-mail address',
    ],
    [
      'a password in the endpoint',
      'name: a\nendpoint: https://bob:hunter2@x.example.com\n',
      '2:1 error endpoint: found "https://…@x.example.com" (string), must not carry a user name or password; secrets belong in app-config',
    ],
    [
      'an endpoint that is none',
      'name: a\ntransport: sse\nendpoint: over there\n',
      '3:1 error endpoint: found "over there" (string), expected a complete http or https URL',
    ],
    [
      'text for a block',
      'name: a\ngovernance: approved\n',
      '2:1 error governance: found "approved" (string), expected an object (indented keys)',
    ],
    [
      'no name',
      'version: "1"\n',
      '1:1 error name: found nothing, expected the server’s name',
    ],
    [
      'a name of which nothing remains',
      'name: 東京\n',
      '1:1 error name: found "東京" (string), expected at least one of a–z and 0–9',
    ],
    [
      'a list for the whole file',
      '- name: a\n',
      '1:1 error the document: found a list of 1, expected an object (indented keys)',
    ],
    [
      'a typo in a key',
      'name: a\ntools:\n  - name: x\n    scopes_requird: [a]\n',
      '4:5 warning tools[0].scopes_requird: unknown field, ignored; did you mean "scopes_required"?',
    ],
    [
      'a key in camel case',
      'name: a\nownership:\n  onCallRotation: x\n',
      '3:3 warning ownership.onCallRotation: unknown field, ignored; did you mean "oncall_rotation"?',
    ],
    [
      'half a key',
      'name: a\nownership:\n  oncall: x\n',
      '3:3 warning ownership.oncall: unknown field, ignored; did you mean "oncall_rotation"?',
    ],
    [
      'an extra key',
      'name: a\nfavourite_colour: red\n',
      '2:1 warning favourite_colour: unknown field, ignored; known here are name, version, status, transport, endpoint, hosts, ownership, scopes, downstream_systems, tools, audit, governance',
    ],
    [
      'a tool without a name',
      'name: a\ntools:\n  - mutates: true\n',
      '3:5 warning tools[0]: has no name, so it cannot count',
    ],
    [
      'a tool that stands there twice',
      'name: a\ntools:\n  - name: x\n  - name: x\n',
      '4:5 warning tools[1].name: "x" stands already in tools[0]; only that one counts',
    ],
    [
      'a syntax error',
      'name: a\nstatus: [active\n',
      expect.stringMatching(/^3:1 error is no YAML: .*\]/),
    ],
    [
      'a key that stands there twice',
      'name: a\nname: b\n',
      '2:1 error is no YAML: Map keys must be unique',
    ],
    [
      'an empty file',
      '# nothing yet\n',
      '1:1 error is empty, expected a playbook',
    ],
    [
      'two servers in one file',
      'name: a\n---\nname: b\n',
      '3:1 error holds 2 documents, expected one playbook',
    ],
  ])('names the place, the find and the mend for %s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('takes warnings for no reason to refuse the file', () => {
    expect(readPlaybookFile('name: a\ncolour: red\n')).toMatchObject({
      status: 'read',
      name: 'a',
      playbook: { name: 'a' },
    });
  });

  it('makes out the name of a file that is broken elsewhere', () => {
    expect(readPlaybookFile('name: CRM tools\nstatus: [')).toMatchObject({
      status: 'malformed',
      name: 'crm-tools',
    });
    expect(readPlaybookFile('name: a\nstatus: activ\n')).toMatchObject({
      status: 'malformed',
      name: 'a',
    });
    expect(readPlaybookFile('{{{').status).toBe('malformed');
  });

  it('leaves catalog entities alone', () => {
    expect(
      readPlaybookFile('apiVersion: x\nkind: API\nmetadata: { name: a }\n'),
    ).toEqual({ status: 'other' });
  });

  it('takes empty keys as missing, and anchors as what they stand for', () => {
    const file = readPlaybookFile(`
defaults: &defaults { mutates: false, scopes_required: [a] }
name: a
version:
ownership: { team: , primary: "" }
tools:
  - { name: x, <<: *defaults }
`);
    expect(file).toMatchObject({
      status: 'read',
      playbook: {
        name: 'a',
        ownership: {},
        tools: [{ name: 'x', mutates: false, scopes_required: ['a'] }],
      },
    });
  });

  it.each([
    ['deep nesting', '['.repeat(100_000)],
    [
      'aliases that multiply',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((key, i) => {
          const before = 'abcdefgh'[i];
          return `${key}: &${key} [${Array(9).fill(`*${before}`).join(',')}]`;
        })
        .join('\n')}`,
    ],
    ['an alias without an anchor', 'name: *nobody\n'],
  ])('survives %s', (_, text) => {
    const file = readPlaybookFile(text);
    expect(file.status).toBe('malformed');
    expect(problemsOf(text).join()).toContain('is no YAML');
  });
});

describe('playbookPath', () => {
  it.each([
    ['spec.owner', 'ownership.team'],
    ['spec.lifecycle', 'status'],
    ['spec.remotes[0].url', 'endpoint'],
    ['spec.governance.version', 'version'],
    ['spec.governance.tools', 'tools'],
    [
      'spec.governance.tools[1].scopesRequired[0]',
      'tools[1].scopes_required[0]',
    ],
    ['spec.governance.ownership.onCall', 'ownership.oncall_rotation'],
    [
      'spec.governance.downstreamSystems[0].rateLimitClass',
      'downstream_systems[0].rate_limit_class',
    ],
    ['spec.governance.charter.version', 'governance.charter_version'],
    ['spec.governance.charter.approvedOn', 'governance.approved_on'],
    ['spec.governance.audit.lastRun', 'audit.last_run'],
  ])('%s → %s', (entityPath, path) => {
    expect(playbookPath(entityPath)).toBe(path);
  });
});
