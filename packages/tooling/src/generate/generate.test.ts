import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../Failure';
import { root } from '../paths';
import { generate } from './generate';
import { generatedFiles } from './generatedFiles';

describe('generate --check', () => {
  it('accepts what is committed', () => {
    expect(() => generate({ check: true })).not.toThrow();
  });

  it('names a file that is out of date, and writes nothing', () => {
    const [file] = generatedFiles;
    const target = path.join(root, file.path);
    const before = readFileSync(target, 'utf8');
    const content = jest.spyOn(file, 'content').mockReturnValue('newer');
    try {
      expect(() => generate({ check: true })).toThrow(
        new Failure(
          `Out of date: ${file.path}. Run "yarn generate" and commit.`,
        ),
      );
    } finally {
      content.mockRestore();
    }
    expect(readFileSync(target, 'utf8')).toBe(before);
  });
});
