import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderSource } from './FolderSource';
import { playbookLimits } from './PlaybookSource';

describe('FolderSource', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'folder-'));
    for (const inner of ['..data', 'deep/er', 'node_modules']) {
      await mkdir(path.join(folder, inner), { recursive: true });
    }
    for (const file of [
      '..data/mounted.yaml',
      'b.yml',
      'deep/er/a.YAML',
      'node_modules/x.yaml',
      'notes.md',
    ]) {
      await writeFile(path.join(folder, file), `name: ${file}`);
    }
  });
  afterEach(() => rm(folder, { recursive: true }));
  const read = async (target = folder) =>
    (await new FolderSource(target).read()).map(({ location, content }) => [
      path.relative(folder, location.replace(/^file:/, '')),
      content,
    ]);

  it('reads YAML at every depth, and what a cluster mounts by links', async () => {
    await symlink('..data/mounted.yaml', path.join(folder, 'mounted.yaml'));
    expect(await read()).toEqual([
      ['b.yml', { text: 'name: b.yml' }],
      ['deep/er/a.YAML', { text: 'name: deep/er/a.YAML' }],
      ['mounted.yaml', { text: 'name: ..data/mounted.yaml' }],
    ]);
  });

  it('reads one file', async () => {
    expect(await read(path.join(folder, 'b.yml'))).toEqual([
      ['b.yml', { text: 'name: b.yml' }],
    ]);
  });

  it('says of each file why it cannot be read', async () => {
    await writeFile(
      path.join(folder, 'b.yml'),
      'x'.repeat(playbookLimits.fileBytes + 1),
    );
    await symlink('nowhere', path.join(folder, 'gone.yaml'));
    await mkdir(path.join(folder, 'target'));
    await symlink('target', path.join(folder, 'link.yaml'));
    expect(await read()).toEqual([
      [
        'b.yml',
        { unreadable: 'is larger than 1048576 bytes, which is the limit' },
      ],
      ['deep/er/a.YAML', expect.anything()],
      ['link.yaml', { unreadable: 'cannot be read (EISDIR)' }],
    ]);
  });

  it('throws where there is nothing to look into', async () => {
    await expect(read(path.join(folder, 'nowhere'))).rejects.toThrow('ENOENT');
  });
});
