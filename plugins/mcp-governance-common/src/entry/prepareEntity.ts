import { Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import { describeIssue, formatPath } from './describeIssue';
import { EntryProblem } from './EntryProblem';
import { httpRemoteUrlSchema, remoteSchema } from './governance';
import { entryLimits } from './limits';
import { MISSING_FIELDS_ANNOTATION, placeholders } from './placeholders';
import { readGovernance } from './readGovernance';
import { unmatchedEmails } from './unmatchedEmails';

type Spec = Record<string, unknown>;

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '';

/** A remote's two fields, with marked placeholders for the one that is empty. */
function completeRemote(
  remote: unknown,
  index: number,
  missing: string[],
): unknown {
  if (remote === null || typeof remote !== 'object' || Array.isArray(remote)) {
    return remote;
  }
  const { type, url } = remote as Spec;
  if (isEmpty(type)) {
    missing.push(`spec.remotes[${index}].type`);
  }
  if (isEmpty(url)) {
    missing.push(`spec.remotes[${index}].url`);
  }
  return {
    ...remote,
    type: isEmpty(type) ? placeholders.remoteType : type,
    url: isEmpty(url) ? placeholders.remoteUrl : url,
  };
}

/**
 * The entity with marked placeholders where upstream would reject it for
 * something missing, and with governance in its normal form (dates as
 * `YYYY-MM-DD`, empty keys gone). Malformed fields stay as they are, for
 * {@link entityProblems} to reject them.
 */
export function prepareEntity(entity: Entity): Entity {
  const missing: string[] = [];
  const spec: Spec = { ...entity.spec };
  if (isEmpty(spec.owner)) {
    spec.owner = placeholders.owner;
    missing.push('spec.owner');
  }
  if (isEmpty(spec.lifecycle)) {
    spec.lifecycle = placeholders.lifecycle;
    missing.push('spec.lifecycle');
  }
  if (isEmpty(spec.remotes) || isEmptyList(spec.remotes)) {
    spec.remotes = [
      { type: placeholders.remoteType, url: placeholders.remoteUrl },
    ];
    missing.push('spec.remotes');
  } else if (Array.isArray(spec.remotes)) {
    spec.remotes = spec.remotes.map((remote, index) =>
      completeRemote(remote, index, missing),
    );
  }
  if (!isEmpty(spec.governance)) {
    const { governance, problems } = readGovernance(spec.governance);
    if (!problems.some(problem => problem.level === 'error')) {
      spec.governance = mergeUnknown(spec.governance, governance);
    }
  } else {
    delete spec.governance;
  }
  const { [MISSING_FIELDS_ANNOTATION]: _forged, ...annotations } =
    entity.metadata.annotations ?? {};
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations:
        missing.length > 0
          ? { ...annotations, [MISSING_FIELDS_ANNOTATION]: missing.join(',') }
          : annotations,
    },
    spec: spec as Entity['spec'],
  };
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** `clean` over `original`: known fields in normal form, unknown ones kept so that their warning stays. */
function mergeUnknown(original: unknown, clean: unknown): unknown {
  if (Array.isArray(original) && Array.isArray(clean)) {
    return original.map((item, index) => mergeUnknown(item, clean[index]));
  }
  if (
    original !== null &&
    typeof original === 'object' &&
    clean !== null &&
    typeof clean === 'object'
  ) {
    const cleaned = clean as Spec;
    return Object.fromEntries(
      Object.entries(original)
        .filter(([, value]) => !isEmpty(value))
        .map(([key, value]) => [key, mergeUnknown(value, cleaned[key])]),
    );
  }
  return clean === undefined ? original : clean;
}

function remoteProblems(remotes: unknown): EntryProblem[] {
  const path = 'spec.remotes';
  if (!Array.isArray(remotes)) {
    const { error } = z.array(z.unknown()).safeParse(remotes, {
      reportInput: true,
    });
    return (error?.issues ?? []).map(issue => ({
      level: 'error',
      rule: 'malformed-field',
      path,
      message: describeIssue(issue, ['spec', 'remotes']),
    }));
  }
  if (remotes.length > entryLimits.remotes) {
    return [
      {
        level: 'error',
        rule: 'entry-limit',
        path,
        message: `${path}: at most ${entryLimits.remotes} items are allowed, not ${remotes.length}`,
      },
    ];
  }
  return remotes.flatMap((remote, index): EntryProblem[] => {
    const base = ['spec', 'remotes', index];
    const known = { ...(remote as Spec) };
    if (known.type === placeholders.remoteType) {
      delete known.type;
    }
    const shape = remoteSchema.safeParse(
      remote !== null && typeof remote === 'object' ? known : remote,
      { reportInput: true },
    );
    if (!shape.success) {
      return shape.error.issues.map(issue => ({
        level: 'error',
        rule: 'malformed-field',
        path: formatPath([...base, ...issue.path]),
        message: describeIssue(issue, base),
      }));
    }
    if (
      shape.data.type === 'stdio' ||
      shape.data.url === placeholders.remoteUrl
    ) {
      return [];
    }
    const url = httpRemoteUrlSchema.safeParse(shape.data.url, {
      reportInput: true,
    });
    return (url.error?.issues ?? []).map(issue => ({
      level: 'error',
      rule: 'malformed-field',
      path: `${path}[${index}].url`,
      message: describeIssue(issue, [...base, 'url']),
    }));
  });
}

/** Everything wrong with a prepared entity of type `mcp-server`, errors before warnings. */
export function entityProblems(entity: Entity): EntryProblem[] {
  const spec: Spec = { ...entity.spec };
  const problems: EntryProblem[] = [];
  for (const field of ['owner', 'lifecycle', 'system'] as const) {
    if (!isEmpty(spec[field])) {
      const { error } = z.string().safeParse(spec[field], {
        reportInput: true,
      });
      for (const issue of error?.issues ?? []) {
        problems.push({
          level: 'error',
          rule: 'malformed-field',
          path: `spec.${field}`,
          message: describeIssue(issue, ['spec', field]),
        });
      }
    }
  }
  problems.push(...remoteProblems(spec.remotes));
  const read = readGovernance(spec.governance);
  problems.push(
    ...read.problems,
    ...unmatchedEmails(spec.owner, read.governance),
  );
  return [
    ...problems.filter(problem => problem.level === 'error'),
    ...problems.filter(problem => problem.level === 'warning'),
  ];
}
