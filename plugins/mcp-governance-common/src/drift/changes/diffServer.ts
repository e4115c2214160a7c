import {
  AuthPosture,
  Json,
  SectionName,
  Snapshot,
  isJsonObject,
  isSameJson,
  pointerStep,
} from '../../snapshot';
import { Change } from './Change';
import { diffText } from './diffTool';
import { judgeTexts } from './judgeTexts';
import { ChangeKind } from './rules';
import { Subject, judge } from './Subject';

const server: Subject = { id: 'server', name: 'the server' };

function diffServerInfo(before: Json, after: Json): Change[] {
  if (!isJsonObject(before) || !isJsonObject(after)) {
    return isSameJson(before, after)
      ? []
      : [
          judge('server-info-changed', server, {
            path: '/serverInfo',
            before,
            after,
          }),
        ];
  }
  const kinds: Record<string, ChangeKind> = {
    name: 'server-name-changed',
    version: 'server-version-changed',
  };
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(key => !isSameJson(before[key], after[key]))
    .map(key =>
      judge(kinds[key] ?? 'server-info-changed', server, {
        path: `/serverInfo${pointerStep(key)}`,
        before: before[key],
        after: after[key],
      }),
    );
}

function diffCapabilities(before: Json, after: Json): Change[] {
  const read = (value: Json) => (isJsonObject(value) ? value : {});
  const [was, is] = [read(before), read(after)];
  const changes = [
    ...new Set([...Object.keys(was), ...Object.keys(is)]),
  ].flatMap((key): Change[] => {
    if (isSameJson(was[key], is[key])) {
      return [];
    }
    const facts = {
      path: `/capabilities${pointerStep(key)}`,
      at: key,
      before: was[key],
      after: is[key],
    };
    if (was[key] === undefined) {
      return [judge('capability-added', server, facts)];
    }
    return [
      judge(
        is[key] === undefined ? 'capability-removed' : 'capability-changed',
        server,
        facts,
      ),
    ];
  });
  return changes.length > 0 || isSameJson(before, after)
    ? changes
    : [
        judge('capability-changed', server, {
          path: '/capabilities',
          before,
          after,
        }),
      ];
}

/** The authorization servers that a refusal led to, as one text. */
function issuerOf(posture: AuthPosture): string | null {
  const servers =
    posture.status === 'refused'
      ? posture.protectedResource?.authorizationServers ?? []
      : [];
  return servers.length > 0 ? [...servers].sort().join(', ') : null;
}

const sectionOf: Record<string, SectionName> = {
  'tools/list': 'tools',
  'prompts/list': 'prompts',
  'resources/list': 'resources',
  'resources/templates/list': 'resourceTemplates',
};

/** What is answered without a credential, of that which another snapshot lists: a list that fails for all tells nothing. */
function openMethods({ auth }: Snapshot, offered: Snapshot): readonly string[] {
  return auth.status === 'accepted'
    ? auth.methods.filter(method => {
        const section = sectionOf[method];
        return !section || offered[section].status === 'listed';
      })
    : [];
}

function diffAuth(one: Snapshot, other: Snapshot): Change[] {
  const [before, after] = [one.auth, other.auth];
  const path = '/auth';
  if (before.status === 'failed' || after.status === 'failed') {
    const isSame =
      before.status === 'failed' &&
      after.status === 'failed' &&
      before.error.kind === after.error.kind;
    return isSame
      ? []
      : [
          judge('auth-unknown', server, {
            path,
            before: before.status,
            after: after.status,
          }),
        ];
  }
  // A list that a server begins to offer, or that works again, opens nothing that was closed.
  const was = [...openMethods(one, other)].sort();
  const is = [...openMethods(other, one)].sort();
  const gained = is.filter(method => !was.includes(method));
  const lost = was.filter(method => !is.includes(method));
  const changes: Change[] = [];
  if (
    gained.length > 0 ||
    (after.status === 'accepted' && before.status === 'refused')
  ) {
    changes.push(
      judge('anonymous-accepted', server, {
        path,
        before: was.join(', ') || null,
        after: gained.join(', ') || 'connecting',
      }),
    );
  }
  if (
    lost.length > 0 ||
    (before.status === 'accepted' && after.status === 'refused')
  ) {
    changes.push(
      judge('anonymous-refused', server, {
        path,
        before: lost.join(', ') || 'connecting',
        after: is.join(', ') || null,
      }),
    );
  }
  if (before.status === 'refused' && after.status === 'refused') {
    changes.push(...diffRefusals(before, after));
  }
  return changes.length > 0 || isSameJson(before as Json, after as Json)
    ? changes
    : [judge('auth-answer-changed', server, { path })];
}

function diffRefusals(
  before: AuthPosture & { status: 'refused' },
  after: AuthPosture & { status: 'refused' },
): Change[] {
  const [was, is] = [issuerOf(before), issuerOf(after)];
  const changes: Change[] = [];
  if (was !== is) {
    const named = was === null ? 'issuer-named' : 'issuer-unnamed';
    changes.push(
      judge(was === null || is === null ? named : 'issuer-changed', server, {
        path: '/auth/protectedResource/authorizationServers',
        before: was,
        after: is,
      }),
    );
  }
  const answer = ({ httpStatus, challenge }: typeof before) =>
    `HTTP ${httpStatus}${challenge ? ` with ${challenge}` : ''}`;
  if (answer(before) !== answer(after)) {
    changes.push(
      judge('auth-answer-changed', server, {
        path: '/auth/httpStatus',
        before: answer(before),
        after: answer(after),
      }),
    );
  }
  return changes;
}

/** How the server as a whole differs: its word of itself, instructions, capabilities, and whom it lets in. */
export function diffServer(
  before: Snapshot,
  after: Snapshot,
  toolNames: ReadonlySet<string>,
): Change[] {
  return [
    ...diffServerInfo(before.serverInfo, after.serverInfo),
    ...diffText(
      server,
      'instructions-changed',
      '/instructions',
      before.instructions,
      after.instructions,
    ),
    ...judgeTexts(
      server,
      { instructions: before.instructions ?? '' },
      { instructions: after.instructions ?? '' },
      toolNames,
    ),
    ...diffCapabilities(before.capabilities, after.capabilities),
    ...diffAuth(before, after),
  ];
}
