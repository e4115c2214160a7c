import { readGovernance } from './readGovernance';
import { entryLimits } from './limits';

const messages = (input: unknown) =>
  readGovernance(input).problems.map(
    problem => `${problem.level}: ${problem.message}`,
  );

describe('readGovernance', () => {
  it.each<[string, unknown, string]>([
    [
      'an enum typo',
      { status: 'activ' },
      'error: spec.governance.status: found "activ" (string), expected "active", "deprecated" or "quarantined"; did you mean "active"?',
    ],
    [
      'an enum value of another type',
      { origin: 3 },
      'error: spec.governance.origin: found 3 (number), expected "internal" or "vendor"',
    ],
    [
      'an unquoted version',
      { version: 1.4 },
      'error: spec.governance.version: found 1.4 (number), expected text; put it in quotes: "1.4"',
    ],
    [
      'a word for a boolean',
      {
        tools: [
          { name: 'a', mutates: true },
          { name: 'b', mutates: 'no' },
        ],
      },
      'error: spec.governance.tools[1].mutates: found "no" (string), expected true or false',
    ],
    [
      'text for a list',
      { scopes: 'crm:read' },
      'error: spec.governance.scopes: found "crm:read" (string), expected a list',
    ],
    [
      'a list for an object',
      { ownership: ['alice'] },
      'error: spec.governance.ownership: found a list of 1, expected an object (indented keys)',
    ],
    [
      'text for the whole block',
      'yes please',
      'error: spec.governance: found "yes please" (string), expected an object (indented keys)',
    ],
    [
      'a date that does not exist',
      { audit: { nextDue: '2026-02-30' } },
      'error: spec.governance.audit.nextDue: found "2026-02-30" (string), expected a date that exists, written YYYY-MM-DD',
    ],
    [
      'a date in words',
      { audit: { lastRun: 'next Tuesday' } },
      'error: spec.governance.audit.lastRun: found "next Tuesday" (string), expected a date that exists, written YYYY-MM-DD',
    ],
    [
      'a date as a number',
      { charter: { approvedOn: 20260502 } },
      'error: spec.governance.charter.approvedOn: found "20260502" (string), expected a date that exists, written YYYY-MM-DD',
    ],
    [
      'a negative count',
      { audit: { findings: { high: -1 } } },
      'error: spec.governance.audit.findings.high: found -1 (number), expected 0 or more',
    ],
    [
      'a fraction for a count',
      { audit: { findings: { high: 1.5 } } },
      'error: spec.governance.audit.findings.high: found 1.5 (number), expected a whole number',
    ],
    [
      'a dangerous link',
      { links: { runbook: 'data:text/html,x' } },
      'error: spec.governance.links.runbook: found "data:text/html,x" (string), expected a complete http or https URL',
    ],
    [
      'a password in a URL, which is not repeated',
      { gateway: 'https://bob:hunter2@gateway.example.com/' },
      'error: spec.governance.gateway: found "https://…@gateway.example.com/" (string), must not carry a user name or password; secrets belong in app-config',
    ],
    [
      'a reference that is none',
      { ownership: { primary: 'user:default/' } },
      'error: spec.governance.ownership.primary: found "user:default/" (string), expected an entity reference such as user:default/alice',
    ],
    [
      'scopes of a group that are no list',
      { permissionGroups: { 'group:default/sales': 'crm:read' } },
      'error: spec.governance.permissionGroups["group:default/sales"]: found "crm:read" (string), expected a list',
    ],
    [
      'an unknown field near a known one',
      { ownership: { primry: 'user:default/alice' } },
      'warning: spec.governance.ownership.primry: unknown field, ignored; did you mean "primary"?',
    ],
    [
      'an unknown field in snake case inside a list',
      { tools: [{ name: 'a', requires_confirmation: true }] },
      'warning: spec.governance.tools[0].requires_confirmation: unknown field, ignored; did you mean "requiresConfirmation"?',
    ],
    [
      'an unknown field near nothing',
      { charter: { colour: 'red' } },
      'warning: spec.governance.charter.colour: unknown field, ignored; known here are version, approvedBy, approvedOn, reauditCadence',
    ],
    [
      'a tool without a name',
      { tools: [{ mutates: true }] },
      'warning: spec.governance.tools[0]: has no name, so it cannot count',
    ],
    [
      'a tool declared twice',
      { tools: [{ name: 'a' }, { name: 'a', mutates: true }] },
      'warning: spec.governance.tools[1].name: "a" stands already in spec.governance.tools[0]; only that one counts',
    ],
  ])('names the field, the find and the mend for %s', (_, input, message) => {
    expect(messages(input)).toEqual([message]);
  });

  it('takes missing and empty fields as missing', () => {
    const { governance, problems } = readGovernance({
      version: null,
      ownership: { primary: '', secondary: null },
      tools: [{ name: 'a', mutates: null }],
      audit: null,
    });
    expect(problems).toEqual([]);
    expect(governance).toEqual({ ownership: {}, tools: [{ name: 'a' }] });
  });

  it.each([
    ['2026-05-02', '2026-05-02'],
    ['2026-05-02T00:00:00.000Z', '2026-05-02'],
    ['2026-05-02 00:00:00', '2026-05-02'],
    [new Date('2026-05-02T00:00:00Z'), '2026-05-02'],
  ])('reads the date %p', (input, expected) => {
    const { governance, problems } = readGovernance({
      audit: { lastRun: input },
    });
    expect(problems).toEqual([]);
    expect(governance.audit?.lastRun).toBe(expected);
  });

  it('keeps what is well-formed beside what is not', () => {
    const { governance, problems } = readGovernance({
      version: '1.0',
      status: 7,
      scopes: ['a'],
      colour: 'red',
    });
    expect(problems.map(problem => problem.level)).toEqual([
      'error',
      'warning',
    ]);
    expect(governance).toEqual({ version: '1.0', scopes: ['a'] });
  });

  it('refuses too many tools and names the limit', () => {
    const tools = Array.from({ length: entryLimits.tools + 1 }, (_, i) => ({
      name: `t${i}`,
    }));
    expect(messages({ tools })).toEqual([
      'error: spec.governance.tools: at most 1000 items are allowed, not 1001; split the server',
    ]);
    expect(messages({ tools: tools.slice(1) })).toEqual([]);
  });

  it('bounds depth, size and the number of complaints', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 100_000; i++) {
      deep = [deep];
    }
    expect(messages({ useWhen: deep })).toEqual([
      'error: spec.governance: is nested deeper than 32 levels, which is the limit',
    ]);
    expect(
      messages({ useWhen: Array.from({ length: 100_001 }, () => 'x') }),
    ).toEqual([
      'error: spec.governance: holds more than 100000 values, which is the limit',
    ]);
    const many = messages(
      Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`zz${i}`, i])),
    );
    expect(many).toHaveLength(21);
    expect(many[20]).toBe('warning: and 30 more of this kind');
  });

  it('shortens what it quotes', () => {
    const [message] = messages({ status: 'x'.repeat(5_000_000) });
    expect(message.length).toBeLessThan(250);
  });
});
