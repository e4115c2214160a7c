/** What a change means for those who use a server, the worst first. */
export const verdicts = [
  'security',
  'breaking',
  'unknown',
  'behavioural',
  'compatible',
  'none',
] as const;
export type Verdict = (typeof verdicts)[number];

export const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'none',
] as const;
export type Severity = (typeof severities)[number];

/** How severe a verdict is. What could not be decided weighs as much as a changed behaviour. */
export const severityOf: Record<Verdict, Severity> = {
  security: 'critical',
  breaking: 'high',
  unknown: 'medium',
  behavioural: 'medium',
  compatible: 'low',
  none: 'none',
};

/** The worst of some verdicts; `none` of no verdicts. */
export function worstVerdict(found: Iterable<Verdict>): Verdict {
  const all = new Set(found);
  return verdicts.find(verdict => all.has(verdict)) ?? 'none';
}

/** Whether a verdict is at least as bad as another one. */
export function isAtLeast(verdict: Verdict, threshold: Verdict): boolean {
  return verdicts.indexOf(verdict) <= verdicts.indexOf(threshold);
}
