/** A file that may be a playbook. */
export interface FoundFile {
  /** `file:/srv/playbooks/crm.yaml` or `url:https://…/crm.yaml` */
  location: string;
  /** What it holds, or why that cannot be told. */
  content: { text: string } | { unreadable: string };
}

/** Where playbook files come from. */
export interface PlaybookSource {
  /** The place as configured: `file:/srv/playbooks` or `url:https://…`. */
  readonly location: string;
  /** Every YAML file there. Throws where the place itself cannot be read. */
  read(signal: AbortSignal): Promise<FoundFile[]>;
}

/** How much one file, and one place, may hold. */
export const playbookLimits = { fileBytes: 1024 * 1024, files: 5_000 } as const;

/** Whether a file below the place is meant: YAML, and in no hidden folder. */
export function isPlaybookPath(path: string): boolean {
  const parts = path.split(/[\\/]/);
  return (
    /\.ya?ml$/i.test(path) &&
    !parts.some(part => part.startsWith('.') || part === 'node_modules')
  );
}

/** Throws where a place holds more files than are read. */
export function assertFewFiles(count: number): void {
  if (count > playbookLimits.files) {
    throw new Error(
      `it holds ${count} YAML files, at most ${playbookLimits.files} are read`,
    );
  }
}

/** What stands for a file that is too large to be one server's. */
export const tooLarge = {
  unreadable: `is larger than ${playbookLimits.fileBytes} bytes, which is the limit`,
};

/** The content of a file by its bytes. */
export function contentOf(bytes: Buffer): FoundFile['content'] {
  return bytes.length > playbookLimits.fileBytes
    ? tooLarge
    : { text: bytes.toString('utf8') };
}
