const sides: Record<string, string> = {
  inputSchema: 'the input',
  outputSchema: 'the output',
};

/** Keywords that hold one schema, and are no step that a reader knows. */
const silent = new Set([
  'type',
  'enum',
  'const',
  'required',
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  '$ref',
]);

/** A JSON Pointer into a tool as a person says it, e.g. `filter.status`, `the input`, `description`. */
export function placeInWords(pointer: string): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  const [side, ...rest] = steps;
  if (side === undefined) {
    return 'it';
  }
  if (!(side in sides)) {
    return steps.join('.');
  }
  let words = '';
  for (let index = 0; index < rest.length; index++) {
    const step = rest[index];
    if (['properties', '$defs', 'definitions'].includes(step)) {
      index += 1;
      words += `${words && '.'}${rest[index] ?? ''}`;
    } else if (['items', 'prefixItems', 'additionalItems'].includes(step)) {
      words += '[]';
    } else if (step === 'additionalProperties') {
      words += `${words && '.'}*`;
    } else if (!silent.has(step) && !/^\d+$/.test(step)) {
      // The keyword itself says which part of the place is meant.
      words += words === '' ? '' : ` (${step})`;
    }
  }
  return words === ''
    ? sides[side]
    : words.replace(/\*$/, 'what else it holds');
}
