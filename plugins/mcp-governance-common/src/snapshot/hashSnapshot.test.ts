import fc from 'fast-check';
import { hashSnapshot } from './hashSnapshot';
import { Json } from './json';
import { parseExact } from './parseExact';
import { Section, Snapshot } from './Snapshot';

function snapshotOf(tools: Section, rest: Partial<Snapshot> = {}): Snapshot {
  return {
    format: 'mcp-governance/snapshot@1',
    takenWith: {
      transport: 'streamable-http',
      era: 'legacy',
      protocolVersion: '2025-11-25',
      principal: 'anonymous',
    },
    serverInfo: { name: 'x', version: '1' },
    capabilities: {},
    tools,
    prompts: { status: 'notAdvertised' },
    resources: { status: 'notAdvertised' },
    resourceTemplates: { status: 'notAdvertised' },
    auth: { status: 'accepted', methods: ['initialize'] },
    ...rest,
  };
}
const listed = (text: string): Section => {
  const { value, inexact } = parseExact(text);
  return { status: 'listed', items: value as Json[], inexact };
};
const wholeOf = (text: string) => hashSnapshot(snapshotOf(listed(text))).whole;

const tool = (extra: object) => ({
  name: 'a',
  description: 'A',
  inputSchema: { type: 'object' },
  ...extra,
});

describe('hashSnapshot', () => {
  it.each([
    [
      'the order of keys',
      '[{"name":"a","description":"A"}]',
      '[{"description":"A","name":"a"}]',
    ],
    [
      'the order of tools',
      '[{"name":"a"},{"name":"b"}]',
      '[{"name":"b"},{"name":"a"}]',
    ],
    [
      'the order of tools of one name',
      '[{"name":"a","title":"1"},{"name":"a","title":"2"}]',
      '[{"name":"a","title":"2"},{"name":"a","title":"1"}]',
    ],
    [
      'the order of required, enum and types',
      '[{"name":"a","inputSchema":{"required":["x","y"],"properties":{"x":{"type":["string","null"],"enum":["p",null]}}}}]',
      '[{"name":"a","inputSchema":{"required":["y","x"],"properties":{"x":{"type":["null","string"],"enum":[null,"p"]}}}}]',
    ],
    [
      'how a number is written',
      '[{"name":"a","x":1.0}]',
      '[{"name":"a","x":1}]',
    ],
  ])('does not see %s', (_, one, other) => {
    expect(wholeOf(one)).toBe(wholeOf(other));
  });

  it.each([
    [
      'a key that no SDK knows',
      '[{"name":"a"}]',
      '[{"name":"a","vendorExtra":true}]',
    ],
    [
      'the order of data inside a schema',
      '[{"name":"a","inputSchema":{"default":{"required":["x","y"]}}}]',
      '[{"name":"a","inputSchema":{"default":{"required":["y","x"]}}}]',
    ],
    [
      'integers beyond 2^53',
      '[{"name":"a","inputSchema":{"maximum":9007199254740993}}]',
      '[{"name":"a","inputSchema":{"maximum":9007199254740992}}]',
    ],
    [
      'numbers beyond a double',
      '[{"name":"a","inputSchema":{"maximum":1e400}}]',
      '[{"name":"a","inputSchema":{"maximum":2e400}}]',
    ],
    [
      'lone surrogates',
      '[{"name":"a","description":"\\ud800"}]',
      '[{"name":"a","description":"\\ud801"}]',
    ],
    [
      'lone surrogates in keys',
      '[{"name":"a","x":{"\\ud800":1}}]',
      '[{"name":"a","x":{"\\ud801":1}}]',
    ],
    ['a prototype key', '[{"name":"a"}]', '[{"name":"a","__proto__":{"x":1}}]'],
    ['a tool without a name', '[]', '[{"description":"x"}]'],
  ])('sees %s', (_, one, other) => {
    expect(wholeOf(one)).not.toBe(wholeOf(other));
  });

  it('says which aspects of a tool differ', () => {
    const hashes = (extra: object) =>
      hashSnapshot(
        snapshotOf({ status: 'listed', items: [tool(extra)] as Json[] }),
      ).sections.tools?.[0].aspects;
    const base = hashes({});
    expect(hashes({ description: 'B' })).toEqual({
      ...base,
      description: expect.not.stringMatching(base?.description ?? ''),
    });
    expect(hashes({ annotations: { readOnlyHint: true } })).toEqual({
      ...base,
      annotations: expect.not.stringMatching(base?.annotations ?? ''),
    });
    expect(hashes({ icons: [] })).toEqual({
      ...base,
      other: expect.not.stringMatching(base?.other ?? ''),
    });
  });

  it('tells a failed listing from an empty and from a missing one, but not its wording', () => {
    const failed = (message: string): Section => ({
      status: 'failed',
      error: { kind: 'protocol', message },
    });
    const whole = (section: Section) => hashSnapshot(snapshotOf(section)).whole;
    const kinds = [
      whole(failed('a')),
      whole({ status: 'listed', items: [] }),
      whole({ status: 'notAdvertised' }),
    ];
    expect(new Set(kinds).size).toBe(3);
    expect(whole(failed('b'))).toBe(kinds[0]);
    expect(
      hashSnapshot(snapshotOf(failed('a'))).sections.tools,
    ).toBeUndefined();
  });

  it('depends on content, not on who looked or how', () => {
    const section = listed('[{"name":"a"}]');
    const one = snapshotOf(section);
    const other = snapshotOf(section, {
      takenWith: {
        transport: 'sse',
        era: 'modern',
        protocolVersion: '2026-07-28',
        principal: 'bearer:x',
      },
    });
    expect(hashSnapshot(one)).toEqual(hashSnapshot(other));
    expect(
      hashSnapshot(snapshotOf(section, { instructions: 'Always ask.' })).whole,
    ).not.toBe(hashSnapshot(one).whole);
  });

  it('hashes whatever a server may send', () => {
    fc.assert(
      fc.property(fc.array(fc.json(), { maxLength: 5 }), items => {
        const text = `[${items.join(',')}]`;
        const reversed = `[${[...items].reverse().join(',')}]`;
        expect(wholeOf(text)).toMatch(/^sha256\.v1:[0-9a-f]{64}$/);
        expect(wholeOf(text)).toBe(wholeOf(reversed));
      }),
    );
  });
});

describe('parseExact', () => {
  it('says where and what it could not hold', () => {
    expect(
      parseExact('{"a":[12345678901234567890],"b/c":"x\\ud800y","d":1e999}'),
    ).toEqual({
      value: { a: [12345678901234567000], 'b/c': 'x\ud800y', d: null },
      inexact: [
        { pointer: '/a/0', text: '12345678901234567890' },
        { pointer: '/b~1c', text: '"x\\ud800y"' },
        { pointer: '/d', text: '1e999' },
      ],
    });
  });

  it('parses as JSON.parse does wherever nothing is lost', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const { value, inexact } = parseExact(text);
        fc.pre(inexact.length === 0);
        expect(value).toEqual(JSON.parse(text));
      }),
    );
  });
});
