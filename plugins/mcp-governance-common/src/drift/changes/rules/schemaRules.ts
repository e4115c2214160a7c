import { DriftRule, fromTo, show } from './DriftRule';

const UNDECIDED =
  'A keyword or construction that cannot be compared; said so, never guessed to be safe.';

/** The input and output schemas of tools. */
export const schemaRules = {
  'required-argument-added': {
    verdict: 'breaking',
    title: 'A required argument was added',
    reason: 'Calls without it are refused.',
    explain: ({ name, at }) =>
      `${name} asks for a new argument, ${at}: calls without it are refused.`,
    mirrors: ['argument-removed', 'input-schema-lost'],
  },
  'argument-added': {
    verdict: 'compatible',
    title: 'An optional argument was added',
    reason: 'Calls without it go on working.',
    explain: ({ name, at }) => `${name} takes a new optional argument, ${at}.`,
    mirrors: ['argument-removed', 'input-schema-lost'],
  },
  'argument-removed': {
    verdict: 'breaking',
    title: 'An argument was removed',
    reason: 'Calls that pass it are refused, or no longer do what they say.',
    explain: ({ name, at }) =>
      `${name} no longer takes ${at}: calls that pass it are refused or ignored.`,
    mirrors: [
      'argument-added',
      'required-argument-added',
      'input-undecided',
      'input-narrowed',
      'input-replaced',
    ],
  },
  'input-schema-lost': {
    verdict: 'breaking',
    title: 'The input schema of a tool is missing',
    reason:
      'Callers are no longer told which arguments there are. A library that was updated underneath does this under an unchanged version of the server.',
    explain: ({ name, before }) =>
      `${name} no longer says which arguments it takes (${before}): its input schema is missing. A library that was updated underneath may have lost it.`,
    mirrors: ['input-schema-found', 'argument-added'],
  },
  'input-schema-found': {
    verdict: 'breaking',
    title: 'A missing input schema is there',
    reason: 'It asks for arguments that nobody was told of.',
    explain: ({ name, after }) =>
      `${name} says which arguments it takes (${after}), where its input schema was missing: calls without the required ones are refused.`,
    mirrors: ['input-schema-lost'],
  },
  'argument-renamed': {
    verdict: 'breaking',
    title: 'An argument was renamed',
    reason: 'Calls pass the old name. Paired by type, description and place.',
    explain: ({ name, before, after }) =>
      `${name} takes ${after} where it took ${before}: calls with the old name fail.`,
    mirrors: ['argument-renamed'],
  },
  'argument-now-required': {
    verdict: 'breaking',
    title: 'An optional argument became required',
    reason: 'Calls without it are refused.',
    explain: ({ name, at }) =>
      `${at} of ${name} is required now: calls without it are refused.`,
    mirrors: ['argument-now-optional'],
  },
  'argument-now-optional': {
    verdict: 'compatible',
    title: 'A required argument became optional',
    reason: 'Calls with it go on working.',
    explain: ({ name, at }) => `${at} of ${name} need no longer be passed.`,
    mirrors: ['argument-now-required'],
  },
  'input-narrowed': {
    verdict: 'breaking',
    title: 'An input accepts fewer values',
    reason: 'A type or list of values was narrowed, a bound tightened.',
    explain: ({ name, at, before, after }) =>
      `${at} of ${name} accepts fewer values than before (${fromTo(
        before,
        after,
      )}): calls with the others are refused.`,
    mirrors: [
      'input-widened',
      'argument-removed',
      'extra-arguments-accepted',
      'extra-arguments-accepted-by-mutating-tool',
    ],
  },
  'input-replaced': {
    verdict: 'breaking',
    title: 'An input accepts other values',
    reason: 'Some values that were accepted no longer are.',
    explain: ({ name, at, before, after }) =>
      `${at} of ${name} accepts other values than before (${fromTo(
        before,
        after,
      )}): some calls are refused.`,
    mirrors: ['input-replaced', 'argument-removed'],
  },
  'input-widened': {
    verdict: 'compatible',
    title: 'An input accepts more values',
    reason: 'All calls that worked go on working.',
    explain: ({ name, at, before, after }) =>
      `${at} of ${name} accepts more values than before (${fromTo(
        before,
        after,
      )}).`,
    mirrors: ['input-narrowed'],
  },
  'input-undecided': {
    verdict: 'unknown',
    title: 'A change of an input could not be judged',
    reason: UNDECIDED,
    explain: ({ name, at }) =>
      `${at} of ${name} changed in a way that could not be judged: look at it.`,
    mirrors: ['input-undecided', 'argument-removed'],
  },
  'extra-arguments-accepted': {
    verdict: 'compatible',
    title: 'Undeclared arguments are accepted',
    reason: 'Calls that worked go on working.',
    explain: ({ name, at }) =>
      `${at} of ${name} now lets undeclared arguments through.`,
    mirrors: ['extra-arguments-refused', 'input-narrowed'],
  },
  'extra-arguments-accepted-by-mutating-tool': {
    verdict: 'security',
    title: 'additionalProperties: false was lost on a mutating tool',
    reason:
      'Arguments that nobody declared or reviewed reach a tool that changes something.',
    explain: ({ name, at }) =>
      `${at} of ${name} no longer refuses undeclared arguments, and the tool can change something: arguments that nobody reviewed reach it.`,
    mirrors: ['extra-arguments-refused', 'input-narrowed'],
  },
  'extra-arguments-refused': {
    verdict: 'behavioural',
    title: 'Undeclared arguments are refused',
    reason: 'Calls by the declared interface go on working; others fail.',
    explain: ({ name, at }) =>
      `${at} of ${name} now refuses undeclared arguments: only calls that passed some are affected.`,
    mirrors: [
      'extra-arguments-accepted',
      'extra-arguments-accepted-by-mutating-tool',
    ],
  },
  'input-default-changed': {
    verdict: 'behavioural',
    title: 'The default of an argument changed',
    reason: 'Calls without the argument do something else.',
    explain: ({ name, at, before, after }) =>
      `The default of ${at} of ${name} changed ${fromTo(
        before,
        after,
      )}: calls without it may do something else.`,
    mirrors: ['input-default-changed'],
  },
  'input-description-changed': {
    verdict: 'behavioural',
    title: 'The description of an argument changed',
    reason: 'Agents fill an argument by its description.',
    explain: ({ name, at }) =>
      `The description of ${at} of ${name} has other words: agents may fill it differently.`,
    mirrors: ['input-description-changed'],
  },
  'input-annotation-changed': {
    verdict: 'compatible',
    title: 'A note on an argument changed',
    reason: 'Titles, examples and marks accept and refuse nothing.',
    explain: ({ name, at, before, after }) =>
      `A note on ${at} of ${name} changed ${fromTo(before, after)}.`,
    mirrors: ['input-annotation-changed'],
  },
  'schema-rewritten': {
    verdict: 'compatible',
    title: 'A schema is written differently and accepts the same',
    reason: 'Nothing that was accepted is refused, nor the other way round.',
    explain: ({ name, at }) =>
      `${at} of ${name} is written differently and accepts the same.`,
    mirrors: ['schema-rewritten'],
  },
  'schema-noise': {
    verdict: 'none',
    title: 'A schema says something that held anyway',
    reason:
      'The dialect in $schema, the bounds of safe integers, type: "object" at the root of an input.',
    explain: ({ name, at }) =>
      `${at} of ${name} says something that held anyway, or no longer says it.`,
    mirrors: ['schema-noise'],
  },
  'output-schema-added': {
    verdict: 'behavioural',
    title: 'An output schema was added',
    reason: 'Clients may read structured content now.',
    explain: ({ name }) =>
      `${name} now says what its structured result looks like.`,
    mirrors: ['output-schema-removed'],
  },
  'output-schema-removed': {
    verdict: 'breaking',
    title: 'The output schema was removed',
    reason: 'Who reads structured content can no longer rely on it.',
    explain: ({ name }) =>
      `${name} no longer promises a structured result: who reads it may fail.`,
    mirrors: ['output-schema-added'],
  },
  'output-property-added': {
    verdict: 'behavioural',
    title: 'An output has a new property',
    reason: 'Who reads the result sees more than before.',
    explain: ({ name, at }) => `The result of ${name} may now have ${at}.`,
    mirrors: ['output-property-removed'],
  },
  'output-property-removed': {
    verdict: 'breaking',
    title: 'An output lost a property',
    reason: 'Who reads it finds nothing.',
    explain: ({ name, at }) =>
      `The result of ${name} no longer has ${at}: who reads it finds nothing.`,
    mirrors: ['output-property-added', 'output-undecided'],
  },
  'output-property-now-optional': {
    verdict: 'breaking',
    title: 'A property of an output may be missing',
    reason: 'Who relied on it finds nothing at times.',
    explain: ({ name, at }) =>
      `${at} may be missing in the result of ${name}: who relies on it fails at times.`,
    mirrors: ['output-property-now-required'],
  },
  'output-property-now-required': {
    verdict: 'compatible',
    title: 'A property of an output is always there',
    reason: 'It promises more than before.',
    explain: ({ name, at }) => `The result of ${name} now always has ${at}.`,
    mirrors: ['output-property-now-optional'],
  },
  'output-widened': {
    verdict: 'breaking',
    title: 'An output may have other values',
    reason: 'Who reads it meets values that were ruled out.',
    explain: ({ name, at, before, after }) =>
      `${at} in the result of ${name} may have values that were ruled out (${fromTo(
        before,
        after,
      )}): who reads it may fail.`,
    mirrors: ['output-narrowed'],
  },
  'output-replaced': {
    verdict: 'breaking',
    title: 'An output has other values',
    reason: 'Who reads it meets values that were ruled out.',
    explain: ({ name, at, before, after }) =>
      `${at} in the result of ${name} has other values (${fromTo(
        before,
        after,
      )}): who reads it may fail.`,
    mirrors: ['output-replaced'],
  },
  'output-loosened': {
    verdict: 'behavioural',
    title: 'A bound on an output was loosened',
    reason: 'The kind of value stays; its range grows.',
    explain: ({ name, at, before, after }) =>
      `${at} in the result of ${name} is bound less tightly (${fromTo(
        before,
        after,
      )}).`,
    mirrors: ['output-narrowed'],
  },
  'output-narrowed': {
    verdict: 'compatible',
    title: 'An output has fewer values',
    reason: 'Who could read all of them can read these.',
    explain: ({ name, at, before, after }) =>
      `${at} in the result of ${name} has fewer values than before (${fromTo(
        before,
        after,
      )}).`,
    mirrors: ['output-widened', 'output-loosened'],
  },
  'output-undecided': {
    verdict: 'unknown',
    title: 'A change of an output could not be judged',
    reason: UNDECIDED,
    explain: ({ name, at }) =>
      `${at} in the result of ${name} changed in a way that could not be judged: look at it.`,
    mirrors: ['output-undecided', 'output-property-removed'],
  },
  'output-note-changed': {
    verdict: 'compatible',
    title: 'A note on an output changed',
    reason: 'Descriptions, titles and defaults of a result promise nothing.',
    explain: ({ name, at, after }) =>
      `A note on ${at} in the result of ${name} changed: ${show(after)}.`,
    mirrors: ['output-note-changed'],
  },
} as const satisfies Record<string, DriftRule>;
