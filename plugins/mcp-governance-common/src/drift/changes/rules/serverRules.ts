import { DriftRule, fromTo } from './DriftRule';

/** What holds for the server as a whole. */
export const serverRules = {
  'instructions-changed': {
    verdict: 'behavioural',
    title: 'The instructions of the server changed',
    reason: 'Clients put them before the agent.',
    explain: () =>
      'The instructions of the server have other words: clients put them before the agent.',
    mirrors: ['instructions-changed'],
  },
  'capability-removed': {
    verdict: 'breaking',
    title: 'A capability was withdrawn',
    reason: 'Clients that use it fail.',
    explain: ({ at }) =>
      `The server no longer has the capability ${at}: clients that use it fail.`,
    mirrors: ['capability-added'],
  },
  'capability-added': {
    verdict: 'behavioural',
    title: 'A capability was added',
    reason: 'Clients may use it.',
    explain: ({ at }) => `The server has a new capability, ${at}.`,
    mirrors: ['capability-removed'],
  },
  'capability-changed': {
    verdict: 'behavioural',
    title: 'A capability changed',
    reason: 'Clients act on its details.',
    explain: ({ at, before, after }) =>
      `The capability ${at} changed ${fromTo(before, after)}.`,
    mirrors: ['capability-changed'],
  },
  'server-name-changed': {
    verdict: 'behavioural',
    title: 'The server calls itself otherwise',
    reason: 'It may be another server.',
    explain: ({ before, after }) =>
      `The server's own name changed ${fromTo(
        before,
        after,
      )}: it may be another server.`,
    mirrors: ['server-name-changed'],
  },
  'server-version-changed': {
    verdict: 'compatible',
    title: 'The server names another version',
    reason: 'Its own word: it proves nothing about what changed.',
    explain: ({ before, after }) =>
      `The version that the server names changed ${fromTo(before, after)}.`,
    mirrors: ['server-version-changed'],
  },
  'server-info-changed': {
    verdict: 'compatible',
    title: 'What the server says of itself changed',
    reason: 'Title, icons and web site are only shown.',
    explain: ({ at }) => `${at} of the server changed; it is only shown.`,
    mirrors: ['server-info-changed'],
  },
  'anonymous-accepted': {
    verdict: 'security',
    title: 'Calls without a credential are accepted',
    reason: 'Whoever reaches the server can use it.',
    explain: ({ after }) =>
      `Calls without a credential are accepted now (${after}): whoever reaches the server can use it.`,
    mirrors: ['anonymous-refused'],
  },
  'anonymous-refused': {
    verdict: 'breaking',
    title: 'Calls without a credential are refused',
    reason: 'Callers that had none fail. It is safer all the same.',
    explain: ({ before }) =>
      `Calls without a credential are refused now (${before}): safer, and callers that had none fail.`,
    mirrors: ['anonymous-accepted'],
  },
  'issuer-changed': {
    verdict: 'security',
    title: 'The authorization server changed',
    reason: 'Somebody else issues the tokens that are accepted (RFC 9728).',
    explain: ({ before, after }) =>
      `The authorization server changed ${fromTo(
        before,
        after,
      )}: somebody else issues the tokens that are accepted.`,
    mirrors: ['issuer-changed'],
  },
  'issuer-named': {
    verdict: 'compatible',
    title: 'The server names its authorization server',
    reason: 'Clients find it by themselves (RFC 9728).',
    explain: ({ after }) =>
      `The server now names its authorization server, ${after}.`,
    mirrors: ['issuer-unnamed'],
  },
  'issuer-unnamed': {
    verdict: 'breaking',
    title: 'The server no longer names its authorization server',
    reason: 'Clients that look for it fail.',
    explain: ({ before }) =>
      `The server no longer names its authorization server (${before}): clients that look for it fail.`,
    mirrors: ['issuer-named'],
  },
  'auth-answer-changed': {
    verdict: 'behavioural',
    title: 'A call without a credential is refused otherwise',
    reason: 'Clients act on status and challenge.',
    explain: ({ before, after }) =>
      `A call without a credential is refused otherwise (${fromTo(
        before,
        after,
      )}).`,
    mirrors: ['auth-answer-changed'],
  },
  'auth-unknown': {
    verdict: 'unknown',
    title: 'What calls without a credential are answered is not known',
    reason: 'The request failed on one side.',
    explain: () =>
      'It could not be found out on one side what a call without a credential is answered.',
    mirrors: ['auth-unknown'],
  },
} as const satisfies Record<string, DriftRule>;
