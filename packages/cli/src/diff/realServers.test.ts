import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cli } from '../__testUtils__/cli';

interface Judged {
  verdict: string;
  changes: {
    kind: string;
    subject: string;
    path: string;
    before: unknown;
    after: unknown;
    verdict: string;
  }[];
}

const folder = mkdtempSync(path.join(tmpdir(), 'real-servers-'));

/** The program of a public server that is installed under two versions. */
function programOf(alias: string): string {
  const manifest = (module.paths as string[])
    .map(modules => path.join(modules, alias, 'package.json'))
    .find(existsSync);
  if (!manifest) {
    throw new Error(`${alias} is not installed`);
  }
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  const [program] = typeof bin === 'string' ? [bin] : Object.values(bin);
  return path.join(path.dirname(manifest), String(program));
}

/** Runs a server over stdio, takes its snapshot, and answers the file with it. */
async function snapshotOf(alias: string, args: string[]): Promise<string> {
  const file = path.join(folder, `${alias}.json`);
  const { code, err } = await cli(
    [
      'snapshot',
      '--out',
      file,
      '--stdio',
      '--',
      process.execPath,
      programOf(alias),
      ...args,
    ],
    process.env,
  );
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return file;
}

async function judged(server: string, args: string[] = []): Promise<Judged> {
  const before = await snapshotOf(`${server}-server-old`, args);
  const after = await snapshotOf(`${server}-server-new`, args);
  const { out } = await cli(['diff', before, after, '--json']);
  return JSON.parse(out);
}

const of = ({ changes }: Judged, verdict: string) =>
  changes.filter(change => change.verdict === verdict);

jest.setTimeout(60_000);

describe('public servers in two versions, run for real', () => {
  it('filesystem: a tool turned destructive under the same name', async () => {
    const result = await judged('filesystem', [folder]);
    expect(result.verdict).toBe('security');
    expect(of(result, 'security')).toEqual([
      expect.objectContaining({
        kind: 'destructive-changed',
        subject: 'tool:move_file',
        path: '/annotations/destructiveHint',
        before: false,
        after: true,
      }),
    ]);
  });

  it('playwright: arguments were renamed', async () => {
    const result = await judged('playwright');
    expect(result.verdict).toBe('breaking');
    expect(of(result, 'breaking')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'argument-renamed',
          subject: 'tool:browser_click',
          before: 'ref',
          after: 'target',
        }),
      ]),
    );
  });

  it('everything: tools were renamed, removed, and let undeclared arguments through', async () => {
    const result = await judged('everything');
    expect(result.verdict).toBe('security');
    expect(new Set(of(result, 'security').map(({ kind }) => kind))).toEqual(
      new Set(['extra-arguments-accepted-by-mutating-tool']),
    );
    expect(of(result, 'breaking').map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'tool-removed',
        'tool-renamed',
        'resource-removed',
      ]),
    );
  });

  it.each(['memory', 'sequential-thinking'])(
    '%s: nothing breaks, and each difference is explained',
    async server => {
      const result = await judged(server);
      expect(result.verdict).toBe('behavioural');
      expect(result.changes.length).toBeGreaterThan(10);
      expect(of(result, 'unknown')).toEqual([]);
    },
  );

  it('finds nothing between two looks at the same server', async () => {
    const file = await snapshotOf('memory-server-new', []);
    const again = path.join(folder, 'again.json');
    writeFileSync(
      again,
      readFileSync(await snapshotOf('memory-server-new', [])),
    );
    const { code, out } = await cli(['diff', file, again, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ verdict: 'none', changes: [] });
  });
});
