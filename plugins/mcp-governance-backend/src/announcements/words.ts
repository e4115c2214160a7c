import { Verdict, verdicts } from 'backstage-plugin-mcp-governance-common';

const adjectives: Record<Verdict, string> = {
  security: 'security',
  breaking: 'breaking',
  unknown: 'undecided',
  behavioural: 'behavioural',
  compatible: 'compatible',
  none: 'insignificant',
};

/** Counts of changes in words, the worst first, e.g. `1 security and 2 breaking changes`. */
export function countsInWords(
  counts: Partial<Record<Verdict, number>>,
): string {
  const found = verdicts.flatMap(verdict => {
    const count = counts[verdict] ?? 0;
    return count > 0
      ? [{ count, text: `${count} ${adjectives[verdict]}` }]
      : [];
  });
  const last = found.at(-1);
  if (!last) {
    return 'no changes';
  }
  const list = [
    found
      .slice(0, -1)
      .map(({ text }) => text)
      .join(', '),
    last.text,
  ].filter(text => text !== '');
  return `${list.join(' and ')} ${last.count === 1 ? 'change' : 'changes'}`;
}

/**
 * Text of a server on one line as it can be shown anywhere: what nobody sees, or
 * turns the writing around, is replaced by a mark; too long a text is cut.
 */
export function plainLine(text: string, most: number): string {
  const line = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '\uFFFD');
  const characters = Array.from(line);
  return characters.length > most
    ? `${characters.slice(0, most - 1).join('')}…`
    : line;
}
