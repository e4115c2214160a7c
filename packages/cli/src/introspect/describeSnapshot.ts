import {
  Section,
  Snapshot,
  isJsonObject,
  isMutating,
  itemName,
  toolHints,
} from 'backstage-plugin-mcp-governance-common';
import { plainText } from '../plainText';

function sectionLine(label: string, section: Section): string {
  if (section.status === 'failed') {
    return `${label}: could not be listed, ${section.error.message}`;
  }
  return section.status === 'notAdvertised'
    ? `${label}: none offered`
    : `${label}: ${section.items.length}`;
}

function authLine({ auth }: Snapshot): string {
  if (auth.status === 'failed') {
    return `could not be tried, ${auth.error.message}`;
  }
  if (auth.status === 'accepted') {
    return `accepted (${auth.methods.join(', ')})`;
  }
  const servers = auth.protectedResource?.authorizationServers ?? [];
  return [
    `refused with ${auth.httpStatus}`,
    auth.challenge && plainText(auth.challenge),
    servers.length > 0 && `from ${servers.map(plainText).join(' or ')}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** A snapshot for a person at a terminal. */
export function describeSnapshot(
  url: string,
  hash: string,
  snapshot: Snapshot,
): string {
  const { serverInfo, takenWith } = snapshot;
  const info = isJsonObject(serverInfo) ? serverInfo : {};
  const lines = [
    `${plainText(info.name) || 'a server without a name'} ${plainText(
      info.version,
    )} at ${url}`,
    `spoke MCP ${takenWith.protocolVersion} over ${takenWith.transport} to ${takenWith.principal}`,
    `callers without a credential: ${authLine(snapshot)}`,
    `hash: ${hash}`,
    sectionLine('tools', snapshot.tools),
  ];
  if (snapshot.tools.status === 'listed') {
    for (const tool of snapshot.tools.items) {
      const writes = isMutating(undefined, toolHints(tool));
      const description = isJsonObject(tool) ? plainText(tool.description) : '';
      lines.push(
        `  ${writes ? 'writes' : 'reads '}  ${
          plainText(itemName('tools', tool)) || '(no name)'
        }${description && `  ${description.slice(0, 100)}`}`,
      );
    }
  }
  lines.push(
    sectionLine('prompts', snapshot.prompts),
    sectionLine('resources', snapshot.resources),
    sectionLine('resource templates', snapshot.resourceTemplates),
  );
  return `${lines.join('\n')}\n`;
}
