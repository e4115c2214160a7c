import { DriftRule, fromTo } from './DriftRule';

/** Prompts, resources and resource templates. */
export const sectionRules = {
  'prompt-added': {
    verdict: 'behavioural',
    title: 'A prompt was added',
    reason: 'Clients offer it.',
    explain: ({ name }) => `There is a new prompt, ${name}.`,
    mirrors: ['prompt-removed'],
  },
  'prompt-removed': {
    verdict: 'breaking',
    title: 'A prompt was removed',
    reason: 'Who uses it gets an error.',
    explain: ({ name }) => `The prompt ${name} is gone: who uses it fails.`,
    mirrors: ['prompt-added'],
  },
  'prompt-argument-added': {
    verdict: 'compatible',
    title: 'A prompt takes a new optional argument',
    reason: 'It works without.',
    explain: ({ name, at }) => `${name} takes a new optional argument, ${at}.`,
    mirrors: ['prompt-argument-removed'],
  },
  'required-prompt-argument-added': {
    verdict: 'breaking',
    title: 'A prompt asks for a new argument',
    reason: 'It fails without.',
    explain: ({ name, at }) =>
      `${name} asks for a new argument, ${at}: it fails without.`,
    mirrors: ['prompt-argument-removed'],
  },
  'prompt-argument-removed': {
    verdict: 'breaking',
    title: 'A prompt no longer takes an argument',
    reason: 'Who passes it is refused or ignored.',
    explain: ({ name, at }) =>
      `${name} no longer takes ${at}: who passes it is refused or ignored.`,
    mirrors: ['prompt-argument-added', 'required-prompt-argument-added'],
  },
  'prompt-argument-now-required': {
    verdict: 'breaking',
    title: 'An argument of a prompt became required',
    reason: 'It fails without.',
    explain: ({ name, at }) => `${at} of ${name} is required now.`,
    mirrors: ['prompt-argument-now-optional'],
  },
  'prompt-argument-now-optional': {
    verdict: 'compatible',
    title: 'An argument of a prompt became optional',
    reason: 'It goes on working with it.',
    explain: ({ name, at }) => `${at} of ${name} need no longer be passed.`,
    mirrors: ['prompt-argument-now-required'],
  },
  'resource-added': {
    verdict: 'behavioural',
    title: 'A resource or resource template was added',
    reason: 'Clients may read it.',
    explain: ({ name }) => `There is a new resource, ${name}.`,
    mirrors: ['resource-removed'],
  },
  'resource-removed': {
    verdict: 'breaking',
    title: 'A resource or resource template was removed',
    reason: 'Who reads it fails.',
    explain: ({ name }) => `The resource ${name} is gone: who reads it fails.`,
    mirrors: ['resource-added'],
  },
  'media-type-changed': {
    verdict: 'behavioural',
    title: 'The media type of a resource changed',
    reason: 'Who reads it gets another format.',
    explain: ({ name, before, after }) =>
      `The media type of ${name} changed ${fromTo(before, after)}.`,
    mirrors: ['media-type-changed'],
  },
  'item-description-changed': {
    verdict: 'behavioural',
    title: 'The description of a prompt or resource changed',
    reason: 'Agents and people choose by it.',
    explain: ({ name, at }) => `${at} of ${name} has other words.`,
    mirrors: ['item-description-changed'],
  },
  'item-detail-changed': {
    verdict: 'compatible',
    title: 'A detail of a prompt or resource changed',
    reason: 'Size, audience, priority and date change nothing that is done.',
    explain: ({ name, at, before, after }) =>
      `${at} of ${name} changed ${fromTo(before, after)}.`,
    mirrors: ['item-detail-changed'],
  },
  'item-unreadable': {
    verdict: 'unknown',
    title: 'An item of a list cannot be read',
    reason: 'What has no name, or shares it, cannot be compared.',
    explain: ({ name }) =>
      `What is listed as ${
        name || 'an item without a name'
      } could not be compared: it has no name of its own.`,
    mirrors: ['item-unreadable'],
  },
  'listing-unknown': {
    verdict: 'unknown',
    title: 'A list could not be read on one side',
    reason: 'A failed listing is not an empty listing.',
    explain: ({ name }) =>
      `The list of ${name} could not be read on one side: nothing is known of what changed in it.`,
    mirrors: ['listing-unknown'],
  },
  'listing-ended': {
    verdict: 'breaking',
    title: 'A server no longer offers a kind of list',
    reason: 'Clients that ask for it are refused.',
    explain: ({ name }) =>
      `The server no longer offers ${name} at all: who asks for them is refused.`,
    mirrors: ['listing-begun'],
  },
  'listing-begun': {
    verdict: 'behavioural',
    title: 'A server offers a kind of list that it did not offer',
    reason: 'Clients may use it.',
    explain: ({ name }) => `The server now offers ${name}.`,
    mirrors: ['listing-ended'],
  },
  'items-not-comparable': {
    verdict: 'unknown',
    title: 'Items came or went between different callers',
    reason:
      'A list may depend on who asks: what one caller does not see need not be gone.',
    explain: ({ name, before, after }) =>
      `The list of ${name} was taken as another caller, so it cannot be said what came or went (${fromTo(
        before,
        after,
      )}).`,
    mirrors: ['items-not-comparable'],
  },
} as const satisfies Record<string, DriftRule>;
