import { usePermission } from '@backstage/plugin-permission-react';
import KeyIcon from '@mui/icons-material/Key';
import Button from '@mui/material/Button';
import {
  ServerDetail,
  uploadTokenManagePermission,
} from 'backstage-plugin-mcp-governance-common';
import { useState } from 'react';
import { UploadTokensDialog } from './UploadTokensDialog';

/**
 * Opens the upload tokens of a server that nobody looks at from here. Nothing for
 * one that the portal looks at itself, nor for whoever may not manage tokens.
 */
export function UploadTokensButton({ detail }: { detail: ServerDetail }) {
  const [isOpen, setOpen] = useState(false);
  const { allowed } = usePermission({
    permission: uploadTokenManagePermission,
  });
  const isUnreachable =
    detail.remotes.length > 0 &&
    detail.remotes.every(({ type }) => type === 'stdio');
  if (!allowed || !isUnreachable) {
    return null;
  }
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        startIcon={<KeyIcon />}
        sx={{ whiteSpace: 'nowrap' }}
        onClick={() => setOpen(true)}
      >
        Upload tokens
      </Button>
      {isOpen && (
        <UploadTokensDialog server={detail} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
