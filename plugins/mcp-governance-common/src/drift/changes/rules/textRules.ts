import { DriftRule, show } from './DriftRule';

/** What a text that an agent reads can hide or demand. Only what is new is reported. */
export const textRules = {
  'hidden-text-added': {
    verdict: 'security',
    title: 'A text has new hidden characters',
    reason:
      'Unicode tags, bidirectional controls and runs of zero-width characters are read by models and not by people (Unicode TR 36; Trojan Source, CVE-2021-42574).',
    explain: ({ name, at, after }) =>
      `${at} of ${name} has hidden characters that it did not have: ${after}. A model reads what a person does not see.`,
    mirrors: [],
  },
  'markup-added': {
    verdict: 'security',
    title: 'A text has new markup that speaks to a model',
    reason:
      'Role tags, chat delimiters, comments and instruction blocks pass as text and are taken for orders.',
    explain: ({ name, at, after }) =>
      `${at} of ${name} has markup that a model may take for an order: ${show(
        after,
      )}.`,
    mirrors: [],
  },
  'instruction-added': {
    verdict: 'security',
    title: 'A text tells which other tools to call or to avoid',
    reason:
      'A description that steers the use of other tools is how tools are poisoned or shadowed.',
    explain: ({ name, at, after }) =>
      `${at} of ${name} tells an agent what to do with another tool: ${show(
        after,
      )}.`,
    mirrors: [],
  },
  'url-added': {
    verdict: 'behavioural',
    title: 'A text has a new URL',
    reason: 'Agents may follow it or send something there.',
    explain: ({ name, at, after }) =>
      `${at} of ${name} names an address that it did not name: ${show(after)}.`,
    mirrors: [],
  },
} as const satisfies Record<string, DriftRule>;
