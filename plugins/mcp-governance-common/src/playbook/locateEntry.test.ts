import { locateEntry } from './locateEntry';

const text = `# two documents in one file
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: crm
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: crm
spec:
  type: mcp-server
  governance:
    version: 1.0.0
    permissionGroups:
      group:default/sales: [crm:read]
    tools:
      - name: a
        mutates: false
      - { name: b, scopesRequired: [x, y] }
`;
const entry = { name: 'crm', namespace: 'default' };

describe('locateEntry', () => {
  it.each([
    ['spec.governance.version', { line: 14, column: 5 }],
    ['spec.governance.tools', { line: 17, column: 5 }],
    ['spec.governance.tools[0]', { line: 18, column: 9 }],
    ['spec.governance.tools[0].mutates', { line: 19, column: 9 }],
    ['spec.governance.tools[1].scopesRequired[1]', { line: 20, column: 40 }],
    [
      'spec.governance.permissionGroups["group:default/sales"]',
      { line: 16, column: 7 },
    ],
    // What is missing stands where it would be put.
    ['spec.governance.tools[0].requiresConfirmation', { line: 18, column: 9 }],
    ['spec.governance.audit.nextDue', { line: 13, column: 3 }],
  ])('finds %s', (path, position) => {
    expect(locateEntry(text, entry, [path])?.positions.get(path)).toEqual(
      position,
    );
  });

  it('finds nothing in a text without the entry, or that is no YAML', () => {
    const paths = ['spec.governance.version'];
    expect(locateEntry('', entry, paths)).toBeUndefined();
    expect(locateEntry('a: [', entry, paths)).toBeUndefined();
    expect(
      locateEntry(text, { name: 'crm', namespace: 'other' }, paths),
    ).toBeUndefined();
  });

  it.each([
    ['spec.governance.version', { line: 2, column: 1 }],
    ['spec.governance.tools[0].scopesRequired[1]', { line: 5, column: 26 }],
    ['spec.governance.tools[0].requiresConfirmation', { line: 4, column: 5 }],
    ['spec.remotes[0].type', { line: 6, column: 1 }],
  ])('finds %s in a playbook', (path, position) => {
    const playbook = `name: CRM Tools
version: "1"
tools:
  - name: a
    scopes_required: [x, y]
transport: sse
`;
    const named = { name: 'crm-tools', namespace: 'default' };
    const site = locateEntry(playbook, named, [path]);
    expect(site?.spelling).toBe('playbook');
    expect(site?.positions.get(path)).toEqual(position);
    expect(locateEntry(playbook, entry, [path])).toBeUndefined();
  });
});
