import { changeExamples } from '../../__testUtils__/changeExamples';
import { snapshotOf, tool } from '../../__testUtils__/snapshotOf';
import { changeSchema } from './Change';
import { diffEntries } from './diffEntries';
import { diffSnapshots } from './diffSnapshots';
import { isMaterial } from './isMaterial';
import { changeKinds, changeRules } from './rules';
import { severityOf, worstVerdict } from './verdicts';

const listed = (...items: ReturnType<typeof tool>[]) =>
  snapshotOf({ tools: { status: 'listed', items } });

function changesOf(kind: keyof typeof changeExamples) {
  const example = changeExamples[kind];
  return 'from' in example
    ? diffEntries(example.from, example.to)
    : diffSnapshots(example.before, example.after);
}

describe('changes', () => {
  it.each(changeKinds)('finds %s, judges it by its rule and says so', kind => {
    const found = changesOf(kind).filter(change => change.kind === kind);
    expect(found).toHaveLength(1);
    const [change] = found;
    expect(changeSchema.parse(change)).toEqual(change);
    const { verdict } = changeRules[kind];
    expect(change).toMatchObject({ verdict, severity: severityOf[verdict] });
    expect(change.explanation).toMatch(/^\S.*[.:]$|^\S.*\.$/);
    expect(change.explanation).not.toMatch(/undefined|\[object/);
  });

  it('takes a rename for one change, and what else changed for others', () => {
    const description = 'Reads a note by its path and returns its whole text.';
    const before = listed(tool({ name: 'readNote', description }));
    const renamed = listed(tool({ name: 'read-note', description }));
    expect(diffSnapshots(before, renamed)).toEqual([
      expect.objectContaining({
        kind: 'tool-renamed',
        subject: 'tool:read-note',
        before: 'readNote',
        after: 'read-note',
      }),
    ]);
    const marked = listed(
      tool({ name: 'read-note', description, annotations: { title: 'Read' } }),
    );
    expect(diffSnapshots(before, marked).map(({ kind }) => kind)).toEqual([
      'tool-renamed',
      'display-changed',
    ]);
  });

  it('puts the worst first', () => {
    const before = listed(
      tool({ annotations: { destructiveHint: false }, title: 'Read' }),
      tool({ name: 'gone' }),
    );
    const after = listed(
      tool({ annotations: { destructiveHint: true }, title: 'Write' }),
    );
    const changes = diffSnapshots(before, after);
    expect(changes.map(({ verdict }) => verdict)).toEqual([
      'security',
      'breaking',
      'behavioural',
    ]);
    expect(worstVerdict(changes.map(({ verdict }) => verdict))).toBe(
      'security',
    );
    expect(changes.map(isMaterial)).toEqual([true, true, false]);
  });

  it('calls a new read-only tool and a new scope material, and a reworded description not', () => {
    const material = (kind: keyof typeof changeExamples) =>
      changesOf(kind).some(isMaterial);
    expect(material('tool-added')).toBe(true);
    expect(material('scope-added')).toBe(true);
    expect(material('system-added')).toBe(true);
    expect(material('input-undecided')).toBe(true);
    expect(material('tool-description-changed')).toBe(false);
    expect(material('schema-noise')).toBe(false);
  });

  it('says nothing of what another caller does not see, and judges what both see', () => {
    const before = snapshotOf({
      tools: {
        status: 'listed',
        items: [
          tool({ annotations: { readOnlyHint: true } }),
          tool({ name: 'for_admins' }),
        ],
      },
    });
    const after = snapshotOf(
      { tools: { status: 'listed', items: [tool({})] } },
      'bearer:guest',
    );
    expect(
      diffSnapshots(before, after).map(({ kind, verdict }) => [kind, verdict]),
    ).toEqual([
      ['read-only-withdrawn', 'security'],
      ['items-not-comparable', 'unknown'],
    ]);
  });

  it('compares a thousand changed definitions that refer to each other once each', () => {
    const definitions = (maximum: number) =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [
          `level${index}`,
          index === 39
            ? { type: 'integer', maximum }
            : {
                type: 'object',
                properties: {
                  left: { $ref: `#/$defs/level${index + 1}` },
                  right: { $ref: `#/$defs/level${index + 1}` },
                },
              },
        ]),
      );
    const deep = (maximum: number) =>
      listed(
        tool({
          inputSchema: {
            type: 'object',
            properties: { root: { $ref: '#/$defs/level0' } },
            $defs: definitions(maximum),
          },
        }),
      );
    expect(diffSnapshots(deep(10), deep(5))).toEqual([
      expect.objectContaining({
        kind: 'input-narrowed',
        path: '/inputSchema/$defs/level39/maximum',
      }),
    ]);
  });
});
