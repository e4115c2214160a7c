import { useApi } from '@backstage/core-plugin-api';
import { dialogApiRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import KeyIcon from '@mui/icons-material/Key';
import { uploadTokenManagePermission } from 'backstage-plugin-mcp-governance-common';
import { isMcpServerFilter } from '../entity/isMcpServerFilter';

function useUploadTokens() {
  const { entity } = useEntity();
  const dialogs = useApi(dialogApiRef);
  const { allowed } = usePermission({
    permission: uploadTokenManagePermission,
  });
  const { name, namespace = 'default', title = name } = entity.metadata;
  return {
    title: 'Upload tokens',
    disabled: !allowed,
    async onClick() {
      const { UploadTokensDialog } = await import('./UploadTokensDialog');
      dialogs.open(({ dialog }) => (
        <UploadTokensDialog
          server={{ namespace, name, title }}
          onClose={() => dialog.close()}
        />
      ));
    },
  };
}

/** In the context menu of an MCP server's page: the tokens with which its snapshots are uploaded. */
export const uploadTokensMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'upload-tokens',
  params: {
    icon: <KeyIcon fontSize="small" />,
    filter: isMcpServerFilter,
    useProps: useUploadTokens,
  },
});
