import { diffArrays, diffWordsWithSpace } from 'diff';

/** A piece of a line; what differs from the other side is marked. */
export interface TextPiece {
  text: string;
  isMarked: boolean;
}

export type DiffLine =
  | { sign: ' ' | '-' | '+'; pieces: TextPiece[] }
  /** So many equal lines that nobody needs to read. */
  | { sign: 'fold'; count: number };

/** Lines that are shown around a difference. */
const CONTEXT = 3;
/** Beyond this many edits texts are shown as replaced: the search would take too long to be waited for. */
const MOST_EDITS = 2_000;

const plain = (text: string): TextPiece[] => [{ text, isMarked: false }];

/** One line against another, with the words that differ marked on both sides. */
export function markWords(
  before: string,
  after: string,
): { before: TextPiece[]; after: TextPiece[] } {
  const parts = diffWordsWithSpace(before, after, {
    maxEditLength: MOST_EDITS,
  }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return {
    before: parts
      .filter(part => !part.added)
      .map(({ value, removed }) => ({ text: value, isMarked: removed })),
    after: parts
      .filter(part => !part.removed)
      .map(({ value, added }) => ({ text: value, isMarked: added })),
  };
}

function replaced(removed: string[], added: string[]): DiffLine[] {
  const marks = removed.map((line, index) =>
    index < added.length ? markWords(line, added[index]) : undefined,
  );
  return [
    ...removed.map((line, index) => ({
      sign: '-' as const,
      pieces: marks[index]?.before ?? plain(line),
    })),
    ...added.map((line, index) => ({
      sign: '+' as const,
      pieces: marks[index]?.after ?? plain(line),
    })),
  ];
}

/** Equal lines, without those that are far from any difference. */
function equal(
  lines: string[],
  place: { isFirst: boolean; isLast: boolean },
): DiffLine[] {
  const shown = (some: string[]): DiffLine[] =>
    some.map(line => ({ sign: ' ', pieces: plain(line) }));
  const head = place.isFirst ? 0 : CONTEXT;
  const tail = place.isLast ? 0 : CONTEXT;
  const count = lines.length - head - tail;
  return count <= 1
    ? shown(lines)
    : [
        ...shown(lines.slice(0, head)),
        { sign: 'fold', count },
        ...shown(lines.slice(lines.length - tail)),
      ];
}

const linesOf = (text: string) => (text === '' ? [] : text.split(/\r\n|\r|\n/));

/** How one text became another, line by line, with the words that differ marked. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  const parts = diffArrays(was, is, { maxEditLength: MOST_EDITS }) ?? [
    { value: was, removed: true, added: false },
    { value: is, removed: false, added: true },
  ];
  return parts.flatMap(({ value, removed, added }, index) => {
    const [previous, next] = [parts[index - 1], parts[index + 1]];
    if (removed) {
      return replaced(value, next?.added ? next.value : []);
    }
    if (added) {
      return previous?.removed ? [] : replaced([], value);
    }
    return equal(value, {
      isFirst: index === 0,
      isLast: index === parts.length - 1,
    });
  });
}
