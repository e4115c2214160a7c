import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '../Failure';
import { Running } from './processes';
import { supervise } from './supervise';

const folder = mkdtempSync(path.join(tmpdir(), 'supervise-'));

function script(name: string, code: string) {
  const file = path.join(folder, `${name}.js`);
  writeFileSync(file, code);
  return {
    name,
    args: [file],
    cwd: folder,
    env: process.env,
    logFolder: folder,
  };
}

const lasting = script('lasting', 'setInterval(() => {}, 1000);');

describe('supervise', () => {
  it('stops every process when one ends, and says which and its last words', async () => {
    const written: string[] = [];
    const write = jest
      .spyOn(process.stderr, 'write')
      .mockImplementation(text => {
        written.push(String(text));
        return true;
      });
    let other: Running | undefined;
    try {
      await expect(
        supervise(
          async start => {
            other = start(lasting);
            start(
              script('dying', 'console.error("out of luck"); process.exit(3);'),
            );
          },
          () => {},
        ),
      ).rejects.toThrow(/^dying ended unexpectedly/);
    } finally {
      write.mockRestore();
    }
    expect(written.join('')).toContain('out of luck');
    expect(other?.child.signalCode ?? other?.child.exitCode).not.toBeNull();
  });

  it('stops every process when the work fails', async () => {
    let other: Running | undefined;
    await expect(
      supervise(
        async start => {
          other = start(lasting);
          throw new Failure('no luck');
        },
        () => {},
      ),
    ).rejects.toThrow('no luck');
    expect(other?.child.signalCode ?? other?.child.exitCode).not.toBeNull();
  });

  it('ends quietly when it is interrupted', async () => {
    const lines: string[] = [];
    let other: Running | undefined;
    await supervise(
      async start => {
        other = start(lasting);
        process.emit('SIGTERM');
        process.emit('SIGINT');
      },
      line => lines.push(line),
    );
    expect(lines).toEqual(['\nStopping …']);
    expect(other?.child.signalCode ?? other?.child.exitCode).not.toBeNull();
  });
});
