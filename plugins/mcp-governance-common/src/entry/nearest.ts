import { distance } from 'fastest-levenshtein';

/** A shorter beginning of a name could mean anything. */
const LEAST_BEGINNING = 4;

const comparable = (word: string) =>
  word.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The candidate that a person most likely meant by `word`, if any is near enough. */
export function nearest(
  word: string,
  candidates: readonly string[],
): string | undefined {
  if (word.length === 0 || word.length > 64) {
    return undefined;
  }
  let best: { candidate: string; cost: number } | undefined;
  for (const candidate of candidates) {
    const cost = distance(comparable(word), comparable(candidate));
    if (!best || cost < best.cost) {
      best = { candidate, cost };
    }
  }
  const tolerated = Math.max(1, Math.floor(word.length / 3));
  if (best && best.cost <= tolerated) {
    return best.candidate;
  }
  const begun = candidates.filter(candidate =>
    comparable(candidate).startsWith(comparable(word)),
  );
  return comparable(word).length >= LEAST_BEGINNING && begun.length === 1
    ? begun[0]
    : undefined;
}
