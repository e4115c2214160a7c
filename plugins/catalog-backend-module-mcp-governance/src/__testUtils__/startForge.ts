import { createServer } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { create } from 'tar';

type Files = Record<string, string>;

async function archiveOf(files: Files): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'forge-'));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, 'playbooks', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of create({ gzip: true, cwd: folder }, [
    'playbooks',
  ])) {
    chunks.push(chunk);
  }
  await rm(folder, { recursive: true });
  return Buffer.concat(chunks);
}

/** A forge that answers what Backstage asks of a Gitea to read a folder or a file. */
export async function startForge(files: Files) {
  let current = files;
  let commits = 1;
  let archives = 0;
  let isFailing = false;
  const server = createServer(async ({ url = '' }, response) => {
    if (isFailing) {
      response.writeHead(500).end();
    } else if (url.endsWith('/git/commits/main')) {
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ sha: `commit-${commits}` }));
    } else if (url.endsWith('/archive/main.tar.gz')) {
      archives += 1;
      response.writeHead(200).end(await archiveOf(current));
    } else if (url.includes('/contents/')) {
      const [, name = ''] = /\/contents\/(.*)\?/.exec(url) ?? [];
      const content = Buffer.from(current[name] ?? '').toString('base64');
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ encoding: 'base64', content }));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** How often the whole repository was asked for. */
    get archives() {
      return archives;
    },
    commit(changed: Files) {
      current = changed;
      commits += 1;
    },
    fail() {
      isFailing = true;
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
