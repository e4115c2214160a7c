import { createPermission } from '@backstage/plugin-permission-common';

/** See MCP servers, within what the catalog shows to the reader. */
export const serverReadPermission = createPermission({
  name: 'mcp-governance.server.read',
  attributes: { action: 'read' },
});

/** Have a server looked at again, ahead of its schedule. */
export const observationCreatePermission = createPermission({
  name: 'mcp-governance.observation.create',
  attributes: { action: 'create' },
});

/** Approve or reject what changed in a server. */
export const changeApprovePermission = createPermission({
  name: 'mcp-governance.change.approve',
  attributes: { action: 'update' },
});

/** List, issue and revoke the tokens with which snapshots of a server are uploaded. */
export const uploadTokenManagePermission = createPermission({
  name: 'mcp-governance.upload-token.manage',
  attributes: { action: 'update' },
});

/** Every permission of the plugin. */
export const mcpGovernancePermissions = [
  serverReadPermission,
  observationCreatePermission,
  changeApprovePermission,
  uploadTokenManagePermission,
];
