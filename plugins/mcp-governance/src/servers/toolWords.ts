import { ServerSummary } from 'backstage-plugin-mcp-governance-common';

/** How many tools a server has, and how many of them can change something. */
export function toolWords({ count, mutating }: ServerSummary['tools']): string {
  if (count === null) {
    return 'tools unknown: they were never listed';
  }
  return `${count} ${count === 1 ? 'tool' : 'tools'}, ${
    mutating || 'none'
  } of them can change something`;
}
