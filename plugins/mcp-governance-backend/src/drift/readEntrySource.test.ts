import { mockServices } from '@backstage/backend-test-utils';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readEntrySource } from './readEntrySource';

describe('readEntrySource', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'entries-'));
  const entry = path.join(folder, 'notes.yaml');
  writeFileSync(entry, 'kind: API');
  const urlReader = mockServices.urlReader.mock();
  const read = (location: string | undefined, ...fileTargets: string[]) =>
    readEntrySource(location, { urlReader, fileTargets });

  it('reads files that the admin registered, and those beside them', async () => {
    const found = {
      file: `${path.basename(folder)}/notes.yaml`,
      text: 'kind: API',
    };
    expect(await read(`file:${entry}`, entry)).toEqual(found);
    expect(await read(`file:${entry}`, path.join(folder, '*.yaml'))).toEqual(
      found,
    );
    expect(await read(`file:${entry}`, path.join(folder, 'all.yaml'))).toEqual(
      found,
    );
  });

  it('opens no other file, whatever path an entity carries', async () => {
    const elsewhere = path.join(tmpdir(), 'registered', 'all.yaml');
    const secret = path.join(folder, 'token');
    writeFileSync(secret, 'secret');
    expect(await read(`file:${entry}`)).toBeUndefined();
    expect(await read(`file:${entry}`, elsewhere)).toBeUndefined();
    expect(
      await read(`file:${secret}`, path.join(folder, 'all.yaml')),
    ).toBeUndefined();
    const around = `${path.dirname(elsewhere)}/../${path.relative(
      tmpdir(),
      entry,
    )}`;
    expect(await read(`file:${around}`, elsewhere)).toBeUndefined();
  });

  it('reads other places through the reader that the admin set up', async () => {
    const url = 'https://git.example.com/acme/notes/catalog-info.yaml';
    urlReader.readUrl.mockResolvedValueOnce({
      buffer: async () => Buffer.from('kind: API'),
    });
    expect(await read(`url:${url}`)).toEqual({
      file: 'notes/catalog-info.yaml',
      text: 'kind: API',
      url,
    });
    urlReader.readUrl.mockRejectedValueOnce(new Error('no integration'));
    expect(await read(`url:${url}`)).toBeUndefined();
  });

  it('knows nothing of places without a text', async () => {
    expect(await read(undefined)).toBeUndefined();
    expect(await read('bootstrap:bootstrap')).toBeUndefined();
    expect(await read(`file:${folder}/gone.yaml`, entry)).toBeUndefined();
  });
});
