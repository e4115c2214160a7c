import { Snapshot } from 'backstage-plugin-mcp-governance-common';
import { Finding, inOrder } from '../findings/Finding';
import { TextFile, readTextFile } from '../files/readTextFile';
import { chooseEntry } from './chooseEntry';
import { driftFindings } from './driftFindings';
import { fixTools } from './fixTools';
import { LintedEntry } from './LintedEntry';
import { lintText } from './lintText';

/** What the linter has to say about some files. */
export interface LintResult {
  findings: Finding[];
  /** What kept it from looking, one sentence each. */
  unusable: string[];
  /** The file that was mended, with its new text. */
  fixed?: { file: string; text: string };
}

/** The live server, or what is stored of it. */
export interface Live {
  snapshot: Snapshot;
  url?: string;
  /** Whether it was seen which transport answered. */
  knowsTransport: boolean;
}

interface Texts {
  texts: Map<string, string>;
  unusable: string[];
}

function textsOf(files: readonly TextFile[]): Texts {
  const found: Texts = { texts: new Map(), unusable: [] };
  for (const file of files) {
    if ('text' in file) {
      found.texts.set(file.file, file.text);
    } else {
      found.unusable.push(`${file.file}: ${file.problem}`);
    }
  }
  return found;
}

async function lintTexts(texts: ReadonlyMap<string, string>) {
  const findings: Finding[] = [];
  const entries: LintedEntry[] = [];
  for (const [file, text] of texts) {
    const linted = await lintText(file, text);
    findings.push(...linted.findings);
    entries.push(...linted.entries);
  }
  return { findings, entries };
}

/** Everything to mend in the files; with `fix`, what is left after the tools were corrected. */
export async function lintFiles(
  files: readonly string[],
  live: Live | undefined,
  fix: boolean,
): Promise<LintResult> {
  const { texts, unusable } = textsOf(
    await Promise.all([...new Set(files)].map(readTextFile)),
  );
  let linted = await lintTexts(texts);
  const choose = () => chooseEntry(linted.entries, live?.url);
  let chosen = live && choose();
  let fixed: LintResult['fixed'];
  if (live && fix && chosen && 'entry' in chosen) {
    const { file } = chosen.entry;
    const before = texts.get(file) ?? '';
    const text = await fixTools(before, chosen.entry, live.snapshot);
    if (text !== before) {
      fixed = { file, text };
      texts.set(file, text);
      linted = await lintTexts(texts);
      chosen = choose();
    }
  }
  if (chosen && 'problem' in chosen) {
    unusable.push(chosen.problem);
  }
  const compared = chosen && 'entry' in chosen ? chosen.entry : undefined;
  const drift = linted.entries.flatMap(entry =>
    driftFindings(entry, entry === compared ? live : undefined),
  );
  return {
    findings: inOrder([...linted.findings, ...drift], files),
    unusable,
    fixed,
  };
}
