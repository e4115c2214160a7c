import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Api } from './Api';
import { dataFolder } from './portal';

/*
 * The portal under test reads its own copy of the examples. A file is changed
 * there and the catalog is asked to read it now (`POST /api/catalog/refresh`),
 * which takes a second or two; by itself it would read it within minutes.
 */
const examples = path.join(dataFolder, 'examples');

/** Runs with another text in a file of the examples, and puts the old one back. */
export async function withText(
  api: Api,
  file: { name: string; readBy: string },
  change: (text: string) => string,
  run: () => Promise<void>,
): Promise<void> {
  const name = path.join(examples, file.name);
  const before = await readFile(name, 'utf8');
  await writeFile(name, change(before));
  try {
    await api.refresh(file.readBy);
    await run();
  } finally {
    await writeFile(name, before);
    await api.refresh(file.readBy);
  }
}

/** Runs with an entry `broken-entry` that the catalog has to reject. */
export async function rejectEntry(
  api: Api,
  run: () => Promise<void>,
): Promise<void> {
  // It stays there: of a file that is gone the catalog would complain as well.
  await writeFile(
    path.join(examples, 'servers', 'broken.yaml'),
    `apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: broken-entry
spec:
  type: mcp-server
  lifecycle: production
  owner: group:default/platform
  remotes:
    - type: streamable-http
      url: https://mcp.acme.example/broken
  governance:
    status: activ
    scopes: notes:read
`,
  );
  await withText(
    api,
    { name: 'all.yaml', readBy: 'location:default/acme' },
    text => `${text.trimEnd()}\n    - ./servers/broken.yaml\n`,
    run,
  );
}
