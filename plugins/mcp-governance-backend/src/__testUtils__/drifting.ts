import { approvalSchema } from 'backstage-plugin-mcp-governance-common';
import { startRawServer } from 'fixtures';
import { TestPortal, eventually } from './startTestPortal';

/** A live server of which a tool can be taken away. */
export async function startDriftingServer() {
  const tools = new Map(
    ['find_note', 'list_notes'].map(name => [
      name,
      {
        name,
        description: `Does ${name}.`,
        inputSchema: { type: 'object' },
        annotations: { readOnlyHint: true },
      },
    ]),
  );
  const live = await startRawServer({
    'tools/list': () => ({ tools: [...tools.values()] }),
  });
  return {
    url: live.url,
    remove: (name: string) => tools.delete(name),
    close: () => live.close(),
  };
}

/** Waits until a server was looked at. */
export const firstLook = (portal: TestPortal, name: string) =>
  eventually(`an observation of ${name}`, async () => {
    const { body } = await portal.get(`/servers/default/${name}`);
    return body.lastObservedAt && body;
  });

/** How a server stands at the change gate, as the API promises to say it. */
export async function approvalOf(
  portal: TestPortal,
  name: string,
  user?: string,
) {
  const { body } = await portal.get(`/servers/default/${name}/approval`, user);
  expect(approvalSchema.parse(body)).toEqual(body);
  return approvalSchema.parse(body);
}

/** What is decided about: the latest pair, as a decision names it. */
export async function pairOf(portal: TestPortal, name: string, user?: string) {
  const { latest } = await approvalOf(portal, name, user);
  return {
    snapshot: latest?.snapshot,
    entryRevision: latest?.entryRevision,
  };
}

/** Has a server looked at until its change log has so many entries. */
export async function driftTo(
  portal: TestPortal,
  name: string,
  entries: number,
) {
  await portal.post(`/servers/default/${name}/observations`);
  return eventually(`${entries} entries of ${name}`, async () => {
    const { body } = await portal.get(`/servers/default/${name}/changes`);
    return body.totalItems === entries && body;
  });
}
