import { IntrospectionLimits } from './limits';

/** The limit that one item of a list exceeds, if any, found without recursion. */
export function exceededLimit(
  item: unknown,
  limits: Pick<IntrospectionLimits, 'maxDepth' | 'maxNodes'>,
): string | undefined {
  const pending: { value: unknown; depth: number }[] = [
    { value: item, depth: 1 },
  ];
  let nodes = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    nodes += 1;
    if (nodes > limits.maxNodes) {
      return `holds more than ${limits.maxNodes} values (limit maxNodes)`;
    }
    if (next.depth > limits.maxDepth) {
      return `is nested deeper than ${limits.maxDepth} levels (limit maxDepth)`;
    }
    if (next.value !== null && typeof next.value === 'object') {
      for (const value of Object.values(next.value)) {
        pending.push({ value, depth: next.depth + 1 });
      }
    }
  }
  return undefined;
}
