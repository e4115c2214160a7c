import { plainText } from '../plainText';

export type Severity = 'error' | 'warning';

/** Something to mend at a place in a file. Line and column count from 1. */
export interface Finding {
  file: string;
  line: number;
  column: number;
  severity: Severity;
  /** Kebab-case, stable. */
  rule: string;
  message: string;
}

/** `crm.yaml:12:5 error malformed-field tools[0].mutates: …` */
export function findingLine(finding: Finding): string {
  const { file, line, column, severity, rule, message } = finding;
  return `${file}:${line}:${column} ${severity} ${rule} ${plainText(
    message,
  )}\n`;
}

/** Whether any of the findings is an error. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** By file as named, then from top to bottom. */
export function inOrder(
  findings: readonly Finding[],
  files: readonly string[],
): Finding[] {
  return [...findings].sort(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      a.line - b.line ||
      a.column - b.column,
  );
}
