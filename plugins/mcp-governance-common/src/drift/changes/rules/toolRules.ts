import { DriftRule, fromTo } from './DriftRule';

const HINT =
  'A hint that was declared once is what approvals and clients relied on.';
const FIRST = 'Hints that are declared for the first time take nothing back.';

/** Tools as a whole, their annotations and their texts. */
export const toolRules = {
  'tool-removed': {
    verdict: 'breaking',
    title: 'A tool was removed',
    reason: 'Callers of the tool fail.',
    explain: ({ name }) => `The tool ${name} is gone: whoever calls it fails.`,
    mirrors: ['tool-added', 'mutating-tool-added'],
  },
  'tool-renamed': {
    verdict: 'breaking',
    title: 'A tool was renamed',
    reason: 'Callers use the old name. Paired by name, description and schema.',
    explain: ({ before, after }) =>
      `The tool ${before} is now called ${after}: callers of the old name fail.`,
    mirrors: ['tool-renamed'],
  },
  'tool-added': {
    verdict: 'behavioural',
    title: 'A read-only tool was added',
    reason: 'Agents may choose it instead of the tools they used.',
    explain: ({ name }) =>
      `There is a new read-only tool, ${name}: agents may choose it over others.`,
    mirrors: ['tool-removed'],
    isMaterial: true,
  },
  'mutating-tool-added': {
    verdict: 'breaking',
    title: 'A mutating tool was added',
    reason:
      'It widens what an agent can do. A tool that does not declare readOnlyHint: true counts as mutating (MCP, ToolAnnotations).',
    explain: ({ name }) =>
      `There is a new tool that can change something, ${name}: agents can do more than was approved.`,
    mirrors: ['tool-removed'],
    isMaterial: true,
  },
  'duplicate-tool-name': {
    verdict: 'security',
    title: 'Several tools have one name',
    reason:
      'Which of them a client calls is undefined: one can shadow another.',
    explain: ({ name }) =>
      `More tools than before are called ${name}: one can shadow another.`,
    mirrors: ['duplicate-tool-name-gone'],
  },
  'duplicate-tool-name-gone': {
    verdict: 'behavioural',
    title: 'Fewer tools share a name',
    reason: 'Which tool a client reaches by the name may have changed.',
    explain: ({ name }) =>
      `Fewer tools than before are called ${name}; which of them answered is not known.`,
    mirrors: ['duplicate-tool-name'],
  },
  'tool-unreadable': {
    verdict: 'unknown',
    title: 'A tool is not readable as a tool',
    reason: 'What is no object with a name cannot be compared.',
    explain: () =>
      'An item of the list is no tool: it is no object, or has no name. It could not be compared.',
    mirrors: ['tool-unreadable'],
  },
  'tool-description-changed': {
    verdict: 'behavioural',
    title: 'The description of a tool changed',
    reason: 'Agents choose and use a tool by its description.',
    explain: ({ name }) =>
      `The description of ${name} has other words: agents may use it differently.`,
    mirrors: ['tool-description-changed'],
  },
  'text-reformatted': {
    verdict: 'compatible',
    title: 'A text has the same words in another form',
    reason: 'Only white space, case or punctuation differ.',
    explain: ({ name, at }) =>
      `${at} of ${name} differs in white space, case or punctuation only.`,
    mirrors: ['text-reformatted'],
  },
  'tool-title-changed': {
    verdict: 'behavioural',
    title: 'The title of a tool changed',
    reason: 'People and agents recognise a tool by its title.',
    explain: ({ name, before, after }) =>
      `The title of ${name} changed ${fromTo(before, after)}.`,
    mirrors: ['tool-title-changed'],
  },
  'display-changed': {
    verdict: 'compatible',
    title: 'Something that is only shown changed',
    reason: 'Icons and display titles change nothing that is done.',
    explain: ({ name, at }) => `${at} of ${name} changed; it is only shown.`,
    mirrors: ['display-changed'],
  },
  'read-only-withdrawn': {
    verdict: 'security',
    title: 'readOnlyHint: true is no longer claimed',
    reason: `${HINT} A tool without the hint counts as mutating.`,
    explain: ({ name }) =>
      `${name} was declared read-only and no longer is: what ran without asking can now change something.`,
    mirrors: ['read-only-claimed', 'hint-declared'],
  },
  'read-only-claimed': {
    verdict: 'behavioural',
    title: 'readOnlyHint went from false to true',
    reason: 'Clients may stop asking before they call it.',
    explain: ({ name }) =>
      `${name} now claims to be read-only: clients may stop asking before they call it.`,
    mirrors: ['read-only-withdrawn'],
  },
  'destructive-changed': {
    verdict: 'security',
    title: 'destructiveHint flipped',
    reason: `${HINT} Either way somebody was told wrong.`,
    explain: ({ name, before, after }) =>
      `destructiveHint of ${name} went ${fromTo(
        before,
        after,
      )}: what clients were told about what it can destroy is no longer true.`,
    mirrors: ['destructive-changed', 'hint-declared'],
  },
  'idempotent-changed': {
    verdict: 'behavioural',
    title: 'idempotentHint flipped',
    reason: 'Clients retry by it.',
    explain: ({ name, before, after }) =>
      `idempotentHint of ${name} went ${fromTo(
        before,
        after,
      )}: clients retry by it.`,
    mirrors: ['idempotent-changed', 'hint-declared'],
  },
  'open-world-changed': {
    verdict: 'behavioural',
    title: 'openWorldHint flipped',
    reason: 'It says whether a tool reaches beyond a closed domain.',
    explain: ({ name, before, after }) =>
      `openWorldHint of ${name} went ${fromTo(
        before,
        after,
      )}: it says whether the tool reaches beyond its own domain.`,
    mirrors: ['open-world-changed', 'hint-declared'],
  },
  'hint-declared': {
    verdict: 'compatible',
    title: 'A hint was declared for the first time',
    reason: FIRST,
    explain: ({ name, at, after }) =>
      `${at} of ${name} is now declared: ${after}. Nothing that was declared before is taken back.`,
    mirrors: [
      'hint-withdrawn',
      'read-only-withdrawn',
      'destructive-changed',
      'idempotent-changed',
      'open-world-changed',
    ],
  },
  'hint-withdrawn': {
    verdict: 'compatible',
    title: 'A hint was withdrawn that said what holds without it',
    reason: "The specification's default is the value that was declared.",
    explain: ({ name, at }) =>
      `${at} of ${name} is no longer declared; the specification's default says the same.`,
    mirrors: ['hint-declared'],
  },
  'annotation-changed': {
    verdict: 'unknown',
    title: 'An annotation that the specification does not know changed',
    reason: 'What it means is not known.',
    explain: ({ name, at }) =>
      `${at} of ${name} changed; what it means is not known.`,
    mirrors: ['annotation-changed'],
  },
  'task-support-noise': {
    verdict: 'none',
    title: 'execution.taskSupport: "forbidden" was written out',
    reason: 'It is the default.',
    explain: ({ name }) =>
      `execution.taskSupport of ${name} is written out or no longer; it means the same.`,
    mirrors: ['task-support-noise'],
  },
  'task-required': {
    verdict: 'breaking',
    title: 'A tool can only be called as a task',
    reason: 'Clients without tasks cannot call it any more.',
    explain: ({ name }) =>
      `${name} can only be called as a task now: clients without tasks fail.`,
    mirrors: ['task-support-changed'],
  },
  'task-support-changed': {
    verdict: 'behavioural',
    title: 'Support for tasks changed',
    reason: 'Clients choose by it how to call.',
    explain: ({ name, before, after }) =>
      `execution.taskSupport of ${name} changed ${fromTo(before, after)}.`,
    mirrors: ['task-support-changed', 'task-required'],
  },
  'meta-changed': {
    verdict: 'behavioural',
    title: '_meta changed',
    reason: 'Hosts act on it in ways of their own.',
    explain: ({ name }) =>
      `_meta of ${name} changed; hosts act on it in ways of their own.`,
    mirrors: ['meta-changed'],
  },
  'field-changed': {
    verdict: 'unknown',
    title: 'A field that the specification does not know changed',
    reason: 'What it means is not known.',
    explain: ({ name, at }) =>
      `${at} of ${name} changed; what it means is not known.`,
    mirrors: ['field-changed'],
  },
} as const satisfies Record<string, DriftRule>;
