import {
  Verdict,
  ruleGroups,
  severityOf,
  verdicts,
} from 'backstage-plugin-mcp-governance-common';

const meanings: Record<Verdict, string> = {
  security: 'what was approved as safe may not be any more',
  breaking: 'callers or readers that worked may fail',
  unknown: 'could not be decided, and is never guessed to be safe',
  behavioural: 'works as before, and may do something else',
  compatible: 'works as before',
  none: 'says what held anyway',
};

const cell = (text: string) => text.replace(/\|/g, '\\|');

/** `docs/drift.md`: every kind of change and how it is judged. */
export function driftDocument(): string {
  const groups = Object.entries(ruleGroups).map(([title, rules]) => {
    const rows = Object.entries(rules)
      .sort(
        ([, a], [, b]) =>
          verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict),
      )
      .map(([kind, rule]) => {
        const isMaterial = 'isMaterial' in rule && rule.isMaterial;
        return `| \`${kind}\` | ${rule.verdict}${
          isMaterial ? ', material' : ''
        } | ${cell(rule.title)}. | ${cell(rule.reason)} |`;
      });
    return `## ${title}\n\n| kind | verdict | what | why |\n| --- | --- | --- | --- |\n${rows.join(
      '\n',
    )}`;
  });
  return `${[
    '<!-- prettier-ignore-start -->',
    '# How changes are judged',
    'Made by `yarn generate` from the rules in `plugins/mcp-governance-common/src/drift/changes/rules`. The kinds are stable: they stand in stored changes, in the HTTP API and in what `mcp-governance diff --json` prints.',
    'Two snapshots of a server, or two revisions of its entry, are compared once; each difference is a change of one kind, and its rule says what it means. The verdict of the whole is the worst one.',
    `| verdict, the worst first | severity | means |\n| --- | --- | --- |\n${verdicts
      .map(
        verdict =>
          `| ${verdict} | ${severityOf[verdict]} | ${meanings[verdict]} |`,
      )
      .join('\n')}`,
    'Direction matters: an **input** that accepts less breaks callers, an **output** that may hold more breaks readers. Absent hints count as what the specification says of absent hints, so a tool without any counts as mutating; declaring a hint for the first time takes nothing back.',
    '**Material** changes need approval anew: security, breaking and unknown ones, and those marked material below.',
    ...groups,
    '<!-- prettier-ignore-end -->',
  ].join('\n\n')}\n`;
}
