import { Snapshot } from 'backstage-plugin-mcp-governance-common';
import { parseAllDocuments } from 'yaml';
import { fixTools } from './fixTools';
import { lintText } from './lintText';

const snapshotOf = (tools: object[]): Snapshot => ({
  format: 'mcp-governance/snapshot@1',
  takenWith: {
    transport: 'streamable-http',
    era: 'legacy',
    protocolVersion: '2025-11-25',
    principal: 'anonymous',
  },
  serverInfo: {},
  capabilities: {},
  tools: { status: 'listed', items: JSON.parse(JSON.stringify(tools)) },
  prompts: { status: 'notAdvertised' },
  resources: { status: 'notAdvertised' },
  resourceTemplates: { status: 'notAdvertised' },
  auth: { status: 'accepted', methods: [] },
});

const reads = (name: string) => ({ name, annotations: { readOnlyHint: true } });
const live = snapshotOf([
  reads('list_notes'),
  { name: 'delete_note' },
  reads('new: one'),
]);

async function fix(text: string, snapshot = live): Promise<string> {
  const { entries } = await lintText('x.yaml', text);
  return fixTools(text, entries[0], snapshot);
}

const head = `kind: Group
metadata: { name: a } # not ours
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:   {   name: notes   }   # spaces of its author
spec:
  type: mcp-server
`;

const bySpelling = {
  entry: (tools: string) =>
    `${head}  governance:\n    # before\n${tools.replace(
      /^(?=.)/gm,
      '    ',
    )}    # after\n    version: "1"   # pinned\n---\nkind: Resource\n`,
  playbook: (tools: string) =>
    `name: notes # ours\n# before\n${tools
      .replaceAll('requiresConfirmation', 'requires_confirmation')
      .replaceAll(
        'scopesRequired',
        'scopes_required',
      )}# after\nversion: "1"   # pinned\n`,
};

const styles: Record<string, string> = {
  'a plain list': `tools:
  # reading
  - name: list_notes # fast
    mutates: true   # really?
    requiresConfirmation: true
    scopesRequired:
      - notes:read # the only one

  # writing
  - mutates: false
    name: delete_note
  - name: gone
    # of long ago
    mutates: false
  # the end
`,
  'a list that is not indented': `tools:
- name: delete_note
  scopesRequired: [a,
    b]
- name: list_notes
  mutates: false
`,
  'four spaces, keys far away': `tools:
    -   name:    delete_note
        mutates:
        requiresConfirmation:   false # soon
    -   name: list_notes
        mutates: false
        dataClass: |
          internal
          and more
`,
  'maps in braces': `tools:
  - { name: delete_note, mutates: false }
  - {name: gone}   # bye
  - { name: list_notes, mutates: false } # fine
`,
  'a list in brackets': `tools: [ { name: delete_note, mutates: true }, {name: gone} ] # short
`,
  'a list in brackets of which nothing goes': `tools: [{ name: delete_note, mutates: true }, { name: list_notes, mutates: false }, { name: 'new: one', mutates: false }] # short
`,
  'a dash on a line of its own': `tools:
  -
    # first
    name: list_notes
    mutates: false
  - name: gone
`,
  'nothing but tools that are gone': `tools:
  # the old ones
  - name: gone
  - name: gone_too
`,
  'an anchor': `tools:
  - &first
    name: list_notes
    mutates: false
  - name: delete_note
    mutates: false
`,
  'an empty list': 'tools: [] # to come\n',
  'an empty key': 'tools:\n',
  'no tools': '',
  'a tool that stands there twice, and one without a name': `tools:
  - name: list_notes
    mutates: false
  - mutates: true # whose?
  - name: list_notes
    mutates: true
`,
};

const cases = Object.entries(styles).flatMap(([style, tools]) =>
  (['entry', 'playbook'] as const).map(
    spelling => [style, spelling, tools] as const,
  ),
);

const commentsIn = (text: string) =>
  [...text.matchAll(/(?<=^|\s)#.*$/gm)].map(([comment]) => comment.trim());

describe('fixTools', () => {
  it.each(cases)(
    'corrects %s of an %s, keeps all else, and is done then',
    async (_, spelling, tools) => {
      const text = bySpelling[spelling](tools);
      const fixed = await fix(text);
      const { entries, findings } = await lintText('x.yaml', fixed);
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual(
        [],
      );
      const declared = entries[0].entry.governance.tools?.filter(
        ({ name }) => name !== undefined,
      );
      expect(
        declared
          ?.map(({ name, mutates, requiresConfirmation }) => [
            name,
            mutates,
            requiresConfirmation,
          ])
          .sort(),
      ).toEqual([
        ['delete_note', true, true],
        // A hint that contradicts the entry is for a person to decide.
        [
          'list_notes',
          tools.includes('really?'),
          tools.includes('really?') || undefined,
        ],
        ['new: one', false, undefined],
      ]);
      expect(await fix(fixed)).toBe(fixed);
      const kept = commentsIn(text).filter(
        comment => !/bye|long ago/.test(comment),
      );
      const left = commentsIn(fixed).join('\n');
      expect(kept.filter(comment => !left.includes(comment))).toEqual([]);
      const others = (from: string) =>
        parseAllDocuments(from).map(document => {
          const path =
            spelling === 'entry' ? ['spec', 'governance', 'tools'] : ['tools'];
          if (document.hasIn(path)) {
            document.deleteIn(path);
          }
          return document.toJS();
        });
      expect(others(fixed)).toEqual(others(text));
    },
  );

  it('changes only the lines that have to change', async () => {
    const text = bySpelling.entry(styles['a plain list']);
    expect(await fix(text)).toBe(
      bySpelling.entry(`tools:
  # reading
  - name: list_notes # fast
    mutates: true   # really?
    requiresConfirmation: true
    scopesRequired:
      - notes:read # the only one

  # writing
  - mutates: true # was false
    name: delete_note
    requiresConfirmation: true # can destroy something
  - name: "new: one" # new: listed by the server, not declared
    mutates: false # the server says readOnlyHint: true; confirm
  # the end
`),
    );
    const far = bySpelling.playbook(styles['four spaces, keys far away']);
    expect(await fix(far)).toBe(
      bySpelling.playbook(`tools:
    -   name:    delete_note
        mutates: true # the server gives no hint; confirm
        requiresConfirmation:   true # soon
    -   name: list_notes
        mutates: false
        dataClass: |
          internal
          and more
    -   name: "new: one" # new: listed by the server, not declared
        mutates: false # the server says readOnlyHint: true; confirm
`),
    );
  });

  it('keeps line ends, and a last line without one', async () => {
    const text =
      'name: notes\ntools:\n  - name: delete_note\n    mutates: true';
    const fixed = await fix(
      text,
      snapshotOf([{ name: 'delete_note' }, reads('a')]),
    );
    expect(fixed).toBe(`${text}
    requires_confirmation: true # can destroy something
  - name: a # new: listed by the server, not declared
    mutates: false # the server says readOnlyHint: true; confirm`);
    const windows = await fix(
      text.replaceAll('\n', '\r\n'),
      snapshotOf([{ name: 'delete_note' }, reads('a')]),
    );
    expect(windows).toBe(fixed.replaceAll('\n', '\r\n'));
  });

  it('leaves alone what agrees, what is unknown and what is malformed', async () => {
    const text = 'name: notes\ntools: [ {name: list_notes,mutates: false} ]\n';
    expect(await fix(text, snapshotOf([reads('list_notes')]))).toBe(text);
    const failed: Snapshot = {
      ...live,
      tools: { status: 'failed', error: { kind: 'protocol', message: 'x' } },
    };
    expect(await fix(text, failed)).toBe(text);
    const bad = `${head}  governance:\n    status: activ\n    tools: []\n`;
    expect(await fix(bad)).toBe(bad);
  });
});
