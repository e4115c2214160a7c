import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { forgetEarlierRuns, renderExamples } from './dataFolder';
import { layoutFor } from './fleetLayout';

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'data-folder-'));

describe('renderExamples', () => {
  it('points the demo entries at the samples of another port', async () => {
    const layout = layoutFor(7300, newFolder());
    await renderExamples(layout);
    const text = readdirSync(layout.examplesFolder, { recursive: true })
      .map(String)
      .filter(file => file.endsWith('.yaml'))
      .map(file => readFileSync(path.join(layout.examplesFolder, file), 'utf8'))
      .join('\n');
    for (const port of Object.values(layout.samplePorts)) {
      expect(text).toContain(`:${port}`);
    }
    expect(text).not.toMatch(/:701[1-4]\b/);
  });
});

describe('forgetEarlierRuns', () => {
  it('leaves what is not the portal’s alone', async () => {
    const layout = layoutFor(7300, newFolder());
    await renderExamples(layout);
    mkdirSync(path.join(layout.dataFolder, 'database'));
    writeFileSync(path.join(layout.dataFolder, 'thesis.md'), 'years of work');
    await forgetEarlierRuns(layout);
    expect(existsSync(layout.examplesFolder)).toBe(false);
    expect(readdirSync(layout.dataFolder)).toEqual(['thesis.md']);
  });
});
