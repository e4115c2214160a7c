import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  Section,
  Snapshot,
  Transport,
  UploadReceipt,
  hashSnapshot,
  sectionNames,
  snapshotSchema,
  uploadedPrincipal,
} from 'backstage-plugin-mcp-governance-common';
import {
  IntrospectionLimits,
  exceededLimit,
} from 'backstage-plugin-mcp-governance-node';
import { Request, Response } from 'express';
import { toIso } from '../database/json';
import { Dependencies } from '../dependencies';
import { audited } from '../http/audited';
import { parse } from '../http/parse';
import { readJson } from '../http/readJson';
import { RemoteRecord } from '../introspection/ArrivalStore';
import { FullServer } from '../servers/ServerStore';
import { authorizeUpload, withoutAuthorization } from './authorizeUpload';
import { UploadTokenRecord } from './UploadTokenStore';

/** Values that JavaScript cannot hold are rare; each is looked up in every item. */
const MOST_INEXACT = 1_000;

/** The limit that a section exceeds, as it would if the server had answered it. */
function exceededBy(
  section: Section,
  limits: IntrospectionLimits,
): string | undefined {
  if (section.status !== 'listed') {
    return undefined;
  }
  const { items, inexact = [] } = section;
  if (items.length > limits.maxItems) {
    return `items: found ${items.length}, expected at most ${limits.maxItems} (limit maxItems)`;
  }
  if (inexact.length > MOST_INEXACT) {
    return `inexact: found ${inexact.length} values, expected at most ${MOST_INEXACT}`;
  }
  const index = items.findIndex(item => exceededLimit(item, limits));
  return index < 0
    ? undefined
    : `items.${index}: ${exceededLimit(items[index], limits)}`;
}

/** Checks what was sent as strictly as what a server answers, and writes whose claim it is into it. */
function readSnapshot(
  body: unknown,
  token: UploadTokenRecord,
  limits: IntrospectionLimits,
): Snapshot {
  const snapshot = parse(snapshotSchema, body);
  const problems = [
    ...sectionNames.map(name => {
      const exceeded = exceededBy(snapshot[name], limits);
      return exceeded && `${name}.${exceeded}`;
    }),
    ...(['serverInfo', 'capabilities'] as const).map(name => {
      const exceeded = exceededLimit(snapshot[name], limits);
      return exceeded && `${name}: ${exceeded}`;
    }),
  ].filter(problem => problem !== undefined);
  if (problems.length > 0) {
    throw new InputError(problems.join('; '));
  }
  return {
    ...snapshot,
    takenWith: {
      ...snapshot.takenWith,
      principal: uploadedPrincipal(token.name),
    },
  };
}

/**
 * The remote that an uploaded snapshot is of.
 *
 * @throws ConflictError where the portal sees it itself: a claim does not replace that.
 */
function targetOf(
  remotes: readonly RemoteRecord[],
  server: FullServer,
  transport: Transport,
): RemoteRecord {
  const target =
    remotes.find(({ type }) => type === transport) ??
    remotes.find(({ id }) => id === server.faceRemoteId);
  if (!target) {
    throw new ConflictError(
      `The entry of ${server.title} declares no endpoint; declare one of type ${transport} in spec.remotes first`,
    );
  }
  if (target.latest && !target.latest.failure) {
    throw new ConflictError(
      `The portal looks at ${target.url} itself, and what it sees counts; snapshots are uploaded of what it cannot reach`,
    );
  }
  return target;
}

async function store(
  needs: Dependencies,
  token: UploadTokenRecord,
  snapshot: Snapshot,
): Promise<UploadReceipt> {
  const { arrivals, servers, now, uploads } = needs;
  const find = async () => {
    const server = await servers.find(token.entityRef);
    if (!server) {
      throw new NotFoundError(`${token.entityRef} is not in the catalog`);
    }
    return server;
  };
  const server = await find();
  const remotes = await arrivals.remotes(server.id);
  const target = targetOf(remotes, server, snapshot.takenWith.transport);
  const hashes = hashSnapshot(snapshot);
  const { observedAt, isOther } = await uploads.store.save(server.id, {
    remoteId: target.id,
    snapshot,
    hashes,
    observedAt: now(),
  });
  const { driftStatus, driftCount } = await find();
  return {
    entityRef: token.entityRef,
    hash: hashes.whole,
    observedAt: toIso(observedAt),
    isOther,
    drift: { status: driftStatus, count: driftCount },
  };
}

/** Takes in a snapshot that an owner's CI took, from whoever holds a token of the server. */
export async function uploadSnapshot(
  needs: Dependencies,
  ref: string,
  req: Request,
  res: Response,
): Promise<UploadReceipt> {
  const event = {
    eventId: 'snapshot-upload',
    severityLevel: 'medium' as const,
    request: withoutAuthorization(req),
    meta: { entityRef: ref },
  };
  const { auditor, uploads } = needs;
  return audited(auditor, event, async note => {
    const token = await authorizeUpload(needs, ref, req, ({ id, name }) =>
      note({ tokenId: id, name }),
    );
    // Read only now: nobody without a token has a large body parsed.
    const body = await readJson(req, res, uploads.bodyLimit);
    const receipt = await store(
      needs,
      token,
      readSnapshot(body, token, uploads.limits),
    );
    note({ hash: receipt.hash });
    return receipt;
  });
}
