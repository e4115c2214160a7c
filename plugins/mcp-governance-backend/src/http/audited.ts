import {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';

/** Runs something as one audit event, which says whether it succeeded; `note` adds what is learnt on the way. */
export async function audited<T>(
  auditor: AuditorService,
  options: AuditorServiceCreateEventOptions,
  run: (note: (meta: JsonObject) => void) => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent(options);
  const meta: JsonObject = {};
  let result: T;
  try {
    result = await run(more => Object.assign(meta, more));
  } catch (error) {
    await event.fail({ error: error as Error, meta });
    throw error;
  }
  await event.success({ meta });
  return result;
}
