import { DriftRule, fromTo, show } from './DriftRule';

/** What the entry declares: part of what was approved, together with the snapshot. */
export const entryRules = {
  'scope-added': {
    verdict: 'behavioural',
    title: 'The entry declares a new scope',
    reason: 'It may be granted to callers.',
    explain: ({ after }) => `The entry declares a new scope, ${after}.`,
    mirrors: ['scope-removed'],
    isMaterial: true,
  },
  'scope-removed': {
    verdict: 'compatible',
    title: 'The entry no longer declares a scope',
    reason: 'Less can be granted.',
    explain: ({ before }) =>
      `The entry no longer declares the scope ${before}.`,
    mirrors: ['scope-added'],
  },
  'system-added': {
    verdict: 'behavioural',
    title: 'A downstream system was added',
    reason: 'The server reaches further than was approved.',
    explain: ({ name }) => `The server reaches a further system, ${name}.`,
    mirrors: ['system-removed'],
    isMaterial: true,
  },
  'system-removed': {
    verdict: 'compatible',
    title: 'A downstream system was removed',
    reason: 'The server reaches less.',
    explain: ({ name }) => `The server no longer reaches ${name}.`,
    mirrors: ['system-added'],
  },
  'access-widened': {
    verdict: 'security',
    title: 'The access to a downstream system went from read to write',
    reason: 'What was approved could only read.',
    explain: ({ name }) =>
      `The server may now write to ${name}, where it could only read.`,
    mirrors: ['access-narrowed'],
  },
  'access-narrowed': {
    verdict: 'compatible',
    title: 'The access to a downstream system went from write to read',
    reason: 'It can do less.',
    explain: ({ name }) => `The server may only read ${name} now.`,
    mirrors: ['access-widened'],
  },
  'access-unstated': {
    verdict: 'unknown',
    title: 'The access to a downstream system is not stated on one side',
    reason: 'Without it nothing says whether it can write.',
    explain: ({ name, before, after }) =>
      `The access to ${name} changed ${fromTo(
        before,
        after,
      )}: whether it can do more than before is not known.`,
    mirrors: ['access-unstated'],
  },
  'credential-weakened': {
    verdict: 'security',
    title: 'A weaker credential is used for a downstream system',
    reason:
      'From on behalf of the user over short-lived and service credentials to a static key and none, less and less says who acted.',
    explain: ({ name, before, after }) =>
      `The credential for ${name} changed ${fromTo(
        before,
        after,
      )}, which says less about who acted.`,
    mirrors: ['credential-strengthened'],
  },
  'credential-strengthened': {
    verdict: 'compatible',
    title: 'A stronger credential is used for a downstream system',
    reason: 'It says more about who acted.',
    explain: ({ name, before, after }) =>
      `The credential for ${name} changed ${fromTo(before, after)}.`,
    mirrors: ['credential-weakened'],
  },
  'credential-unstated': {
    verdict: 'unknown',
    title: 'The credential for a downstream system is not stated on one side',
    reason: 'Nothing says what is used.',
    explain: ({ name, before, after }) =>
      `The credential for ${name} changed ${fromTo(before, after)}.`,
    mirrors: ['credential-unstated'],
  },
  'confirmation-dropped': {
    verdict: 'security',
    title: 'A tool no longer asks for confirmation',
    reason: 'It was approved with somebody in between.',
    explain: ({ name }) =>
      `${name} is no longer declared to ask for confirmation.`,
    mirrors: ['confirmation-added'],
  },
  'confirmation-added': {
    verdict: 'compatible',
    title: 'A tool asks for confirmation',
    reason: 'Somebody is put in between.',
    explain: ({ name }) => `${name} is now declared to ask for confirmation.`,
    mirrors: ['confirmation-dropped'],
  },
  'write-gate-dropped': {
    verdict: 'security',
    title: 'A write gate was dropped',
    reason: 'It was approved behind a switch.',
    explain: ({ name, before }) =>
      `${name} no longer has the write gate ${before}.`,
    mirrors: ['write-gate-added'],
  },
  'write-gate-changed': {
    verdict: 'behavioural',
    title: 'A write gate was exchanged',
    reason: 'Another switch decides.',
    explain: ({ name, before, after }) =>
      `The write gate of ${name} changed ${fromTo(before, after)}.`,
    mirrors: ['write-gate-changed'],
    isMaterial: true,
  },
  'write-gate-added': {
    verdict: 'compatible',
    title: 'A write gate was added',
    reason: 'A switch is put before it.',
    explain: ({ name, after }) => `${name} now has the write gate ${after}.`,
    mirrors: ['write-gate-dropped'],
  },
  'tool-scope-dropped': {
    verdict: 'security',
    title: 'A tool no longer requires a scope',
    reason: 'Callers without the scope may call it.',
    explain: ({ name, before }) =>
      `${name} no longer requires the scope ${show(before)}.`,
    mirrors: ['tool-scope-added'],
  },
  'tool-scope-added': {
    verdict: 'breaking',
    title: 'A tool requires a further scope',
    reason: 'Callers without it are refused.',
    explain: ({ name, after }) =>
      `${name} now requires the scope ${show(
        after,
      )}: callers without it are refused.`,
    mirrors: ['tool-scope-dropped'],
  },
  'mutation-denied': {
    verdict: 'security',
    title: 'A tool that was declared as mutating is declared as not',
    reason: 'What was treated with care no longer is.',
    explain: ({ name }) => `${name} was declared as mutating and no longer is.`,
    mirrors: ['mutation-declared'],
  },
  'mutation-declared': {
    verdict: 'breaking',
    title: 'A tool is declared as mutating',
    reason: 'It widens what an agent can do.',
    explain: ({ name }) => `${name} is now declared as mutating.`,
    mirrors: ['mutation-denied'],
  },
} as const satisfies Record<string, DriftRule>;
