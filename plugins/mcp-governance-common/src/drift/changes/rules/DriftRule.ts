import { Json } from '../../../snapshot';
import { Verdict } from '../verdicts';

/** How a kind of change is judged. `docs/drift.md` is made of these. */
export interface DriftRule {
  verdict: Verdict;
  /** What happened, without a name. */
  title: string;
  /** Why it is judged so. */
  reason: string;
  /** The sentence for one change. */
  explain(facts: {
    /** The name of the tool, prompt, resource; the entry's or the server's own word otherwise. */
    name: string;
    /** The place within it in words, e.g. `filter.status`. */
    at: string;
    before: Json;
    after: Json;
  }): string;
  /**
   * What the same change may be called seen backwards. Empty where looking back
   * there need be nothing to say: a warning sign is reported when it comes, not
   * when it goes.
   */
  mirrors: readonly string[];
  /** Whether it needs approval anew although its verdict alone would not ask for it. */
  isMaterial?: boolean;
}

/** A value as a sentence shows it. */
export function show(value: Json): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** `from A to B`, with what is missing said so. */
export function fromTo(before: Json, after: Json): string {
  if (before === null) {
    return `to ${show(after)} (there was none)`;
  }
  return after === null
    ? `from ${show(before)} to none`
    : `from ${show(before)} to ${show(after)}`;
}
