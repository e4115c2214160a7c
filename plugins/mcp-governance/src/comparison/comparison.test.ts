import { Parameter } from 'backstage-plugin-mcp-governance-common';
import { diffLines, markWords } from './diffLines';
import { fieldsOf } from './fieldsOf';
import { itemsOf } from './itemsOf';
import { pairParameters, withoutEqual } from './pairParameters';
import { revealHidden } from './revealHidden';
import { snapshotOf } from '../__testUtils__/changes';

/** A difference as one would write it down: marked words in brackets. */
function written(before: string, after: string): string[] {
  return diffLines(before, after).map(line =>
    line.sign === 'fold'
      ? `… ${line.count}`
      : `${line.sign}${line.pieces
          .map(({ text, isMarked }) => (isMarked ? `[${text}]` : text))
          .join('')}`,
  );
}

describe('diffLines', () => {
  it('marks the words that differ in a line that was changed', () => {
    expect(written('Writes a note.', 'Writes a new note.')).toEqual([
      '-Writes a note.',
      '+Writes a [new ]note.',
    ]);
  });

  it('folds equal texts whole', () => {
    expect(written('a\nb', 'a\nb')).toEqual(['… 2']);
    expect(written('a', 'a')).toEqual([' a']);
  });

  it('shows what is new and what is gone as such', () => {
    expect(written('', 'a')).toEqual(['+a']);
    expect(written('a\nb\nc', 'a\nc')).toEqual([' a', '-b', ' c']);
  });

  it('folds what is equal and far from a difference', () => {
    const many = Array.from({ length: 10 }, (_, index) => `line ${index}`);
    expect(
      written([...many, 'x'].join('\n'), [...many, 'y'].join('\n')),
    ).toEqual(['… 7', ' line 7', ' line 8', ' line 9', '-[x]', '+[y]']);
  });

  it('does not search for ever in texts that have nothing in common', () => {
    const text = (word: string) =>
      Array.from({ length: 5_000 }, (_, index) => `${word}${index}`).join('\n');
    expect(diffLines(text('a'), text('b'))).toHaveLength(10_000);
    const marks = markWords(text('a ').replace(/\n/g, ' '), 'b');
    expect(marks.after).toEqual([{ text: 'b', isMarked: true }]);
  }, 20_000);
});

describe('revealHidden', () => {
  it.each([
    ['an override', 'a\u202Eb', 'a⟨U+202E⟩b'],
    ['a zero-width space', 'a\u200Bb', 'a⟨U+200B⟩b'],
    ['a joiner among Latin letters', 'pass\u200Dword', 'pass⟨U+200D⟩word'],
    ['a control character', 'a\u0007b', 'a⟨U+0007⟩b'],
    ['letters smuggled as tags', 'a\u{E0068}\u{E0069}b', 'a⟨hidden: hi⟩b'],
  ])('shows %s', (_, text, shown) => {
    expect(revealHidden(text)).toBe(shown);
  });

  it.each([
    ['tabs and line breaks', 'a\tb\nc'],
    ['an emoji of several', '👩‍💻 ☀️'],
    ['Persian', 'می‌خواهم'],
    ['German', 'Grüße'],
  ])('leaves %s alone', (_, text) => {
    expect(revealHidden(text)).toBe(text);
  });
});

const parameter = (
  name: string,
  overrides: Partial<Parameter> = {},
): Parameter => ({
  name,
  type: 'string',
  required: false,
  constraints: [],
  children: [],
  ...overrides,
});

describe('pairParameters', () => {
  const rows = pairParameters(
    [
      parameter('title'),
      parameter('ref'),
      parameter('filter', {
        type: 'object',
        children: [parameter('status'), parameter('tag')],
      }),
    ],
    [
      parameter('title'),
      parameter('filter', {
        type: 'object',
        children: [parameter('status', { type: 'integer' }), parameter('tag')],
      }),
      parameter('author', { required: true }),
    ],
  );

  it('sets both sides beside each other, what went after what it followed', () => {
    expect(
      rows.map(({ key, before, after, isSame }) => [
        key,
        Boolean(before),
        Boolean(after),
        isSame,
      ]),
    ).toEqual([
      ['/title', true, true, true],
      ['/ref', true, false, false],
      ['/filter', true, true, true],
      ['/filter/status', true, true, false],
      ['/filter/tag', true, true, true],
      ['/author', false, true, false],
    ]);
  });

  it('keeps what holds a difference when what is equal is left out', () => {
    expect(withoutEqual(rows).map(({ key }) => key)).toEqual([
      '/ref',
      '/filter',
      '/filter/status',
      '/author',
    ]);
  });
});

describe('itemsOf', () => {
  const tool = (name: string) => ({ name, inputSchema: { type: 'object' } });

  it('finds a renamed tool under its old name', () => {
    const items = itemsOf(
      'tool:find_page',
      [
        {
          kind: 'tool-renamed',
          subject: 'tool:find_page',
          path: '/name',
          before: 'search',
          after: 'find_page',
          verdict: 'breaking',
          severity: 'high',
          explanation: '',
        },
      ],
      {
        before: snapshotOf([tool('search')]),
        after: snapshotOf([tool('find_page')]),
      },
    );
    expect(items).toEqual({
      status: 'known',
      before: tool('search'),
      after: tool('find_page'),
    });
  });

  it('does not take a failed list for an empty one', () => {
    const failed = {
      ...snapshotOf([]),
      tools: {
        status: 'failed' as const,
        error: { kind: 'timeout' as const, message: 'took too long' },
      },
    };
    expect(
      itemsOf('tool:a', [], { before: failed, after: snapshotOf([tool('a')]) }),
    ).toEqual({
      status: 'unknown',
      reason: expect.stringContaining('took too long'),
    });
  });
});

describe('fieldsOf', () => {
  it('says plain fields in words, hints one by one', () => {
    expect(
      Object.fromEntries(
        fieldsOf({
          name: 'a',
          description: 'shown elsewhere',
          annotations: { readOnlyHint: true },
          icons: [{ src: 'x', sizes: ['48x48', 'any'] }],
        }),
      ),
    ).toEqual({
      name: 'a',
      'annotations.readOnlyHint': 'true',
      icons: 'src: x, sizes: 48x48, any',
    });
  });
});
