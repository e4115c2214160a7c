import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findFiles } from './findFiles';
import { WorkspacePackage } from './listPackages';

/** A place where a symbol is declared and exported. */
export interface Declaration {
  symbol: string;
  /** `function`, `class`, `const`, `interface`, `type`, … */
  kind: string;
  file: string;
  line: number;
  package: string;
}

const MOST_DECLARATIONS = 50;
const exported =
  /^export\s+(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(function|class|const|let|interface|type|enum|namespace)\b\s*\*?\s*([\w$]+)/;

async function scan(
  root: string,
  { folder, name }: WorkspacePackage,
): Promise<Declaration[]> {
  const files = await findFiles(root, [`${folder}/src/**/*.{ts,tsx}`]);
  const perFile = await Promise.all(
    files.map(async file => {
      const text = await readFile(path.join(root, file), 'utf8');
      return text.split('\n').flatMap((line, index): Declaration[] => {
        const [, kind, symbol] = exported.exec(line) ?? [];
        return symbol
          ? [{ symbol, kind, file, line: index + 1, package: name }]
          : [];
      });
    }),
  );
  return perFile.flat();
}

/** Where the workspace exports a symbol; where none has exactly that name, those that differ in case only. */
export async function whereIs(
  root: string,
  symbol: string,
  packages: readonly WorkspacePackage[],
): Promise<Declaration[]> {
  const all: Declaration[] = [];
  for (const one of packages) {
    all.push(...(await scan(root, one)));
  }
  const exact = all.filter(found => found.symbol === symbol);
  const lower = symbol.toLocaleLowerCase('en-US');
  const found =
    exact.length > 0
      ? exact
      : all.filter(other => other.symbol.toLocaleLowerCase('en-US') === lower);
  return found.slice(0, MOST_DECLARATIONS);
}
