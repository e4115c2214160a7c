import { Change } from './Change';
import { Verdict, verdicts } from './verdicts';

const headings: Record<Verdict, string> = {
  security: 'Security',
  breaking: 'Breaking',
  unknown: 'Could not be judged',
  behavioural: 'Behaviour',
  compatible: 'Compatible',
  none: 'No effect',
};

/** Characters that Markdown would take for its own, made to stand for themselves. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');
}

/** Changes as Markdown under a heading, by verdict, the worst first: for a CHANGELOG. */
export function changeLogText(
  heading: string,
  changes: readonly Change[],
): string {
  const sections = verdicts.flatMap(verdict => {
    const lines = changes
      .filter(change => change.verdict === verdict)
      .map(({ explanation }) => `- ${plain(explanation)}`);
    return lines.length > 0
      ? [`### ${headings[verdict]}\n\n${[...new Set(lines)].join('\n')}`]
      : [];
  });
  return [
    `## ${plain(heading)}`,
    ...(sections.length > 0 ? sections : ['Nothing changed.']),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}
