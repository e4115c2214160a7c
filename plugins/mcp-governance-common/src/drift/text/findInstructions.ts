const VERB =
  '(?:use|using|call|calling|invoke|invoking|run|running|execute|executing|prefer|avoid|try)';

/** What speaks of tools at large: nobody's description needs to. */
const general = [
  new RegExp(
    `\\b${VERB}\\s+(?:any|all|every|each|other|another|the\\s+other|any\\s+other|no\\s+other)\\s+(?:[\\w-]+\\s+)?tools?\\b`,
    'gi',
  ),
  new RegExp(
    `\\b(?:before|after|whenever|instead\\s+of|prior\\s+to)\\s+(?:${VERB}\\s+)?(?:any|all|every|other|another|any\\s+other)\\s+(?:[\\w-]+\\s+)?tools?\\b`,
    'gi',
  ),
];

/** The name follows the verb: "call `name`", "use the tool name". */
const leadIn = new RegExp(
  `\\b${VERB}\\b(?:\\s+(?:the|only|this|our|its|tool|function|named|called|both|either))*\\s+["'\`]?$`,
  'i',
);
/** What makes of a piece of advice an order: unconditional, or in the place of another tool. */
const force =
  /\b(?:must|always|never|do\s+not|don['’]t|cannot|can['’]t|should|shall|have\s+to|has\s+to|needs?\s+to|required?\s+to|make\s+sure|be\s+sure|ensure|first|before|only|instead\s+of|rather\s+than|not\s+allowed|forbidden)\b/i;

/** A name that cannot be an ordinary word. */
const isUnmistakable = (name: string) => /[_.:/\d]|[a-z][A-Z]|\w-\w/.test(name);

/**
 * Where a text orders to use or to avoid tools other than its own: by a name
 * that `isOther` ("always call `x` first"), or at large ("before using any other
 * tool"). Emphasis alone is no order, nor is advice ("for details, use `x`") or
 * the mention of a tool.
 */
export function findInstructions(
  text: string,
  isOther: (name: string) => boolean,
): string[] {
  const found = general.flatMap(pattern => text.match(pattern) ?? []);
  for (const match of text.matchAll(/[A-Za-z][\w./:-]*[\w]|[A-Za-z]/g)) {
    const name = match[0];
    if (!isOther(name)) {
      continue;
    }
    const before = text.slice(Math.max(0, match.index - 80), match.index);
    const after = text.slice(match.index + name.length);
    const isNamed =
      isUnmistakable(name) ||
      (/["'`]$/.test(before) && /^["'`]/.test(after)) ||
      /^["'`]?\s+tool\b/i.test(after);
    // An order does not reach across the end of a sentence.
    const sentence = before.split(/[.!?;:]\s|\n/).pop() ?? '';
    if (isNamed && leadIn.test(sentence) && force.test(sentence)) {
      found.push(
        `${sentence.trim().split(/\s+/).slice(-6).join(' ')} ${name}`.trim(),
      );
    }
  }
  return found;
}
