/** The words of a text, without case, white space and punctuation. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.,;:!?'"`*‘’“”]+/g, ' ')
    .split(/\s+/)
    .filter(word => word !== '');
}

/** Whether two texts have the same words in the same order. */
export function hasSameWords(a: string, b: string): boolean {
  return wordsOf(a).join(' ') === wordsOf(b).join(' ');
}

/** How many words two texts share, from 0 to 1 (Jaccard). Two texts without words share all. */
export function sharedWords(a: string, b: string): number {
  const [left, right] = [new Set(wordsOf(a)), new Set(wordsOf(b))];
  const common = [...left].filter(word => right.has(word)).length;
  const all = left.size + right.size - common;
  return all === 0 ? 1 : common / all;
}
