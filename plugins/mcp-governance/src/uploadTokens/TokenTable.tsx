import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import Button from '@mui/material/Button';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import {
  UploadToken,
  UploadTokenStatus,
} from 'backstage-plugin-mcp-governance-common';
import CheckCircleIcon from '@mui/icons-material/CheckCircle';
import EventBusyIcon from '@mui/icons-material/EventBusy';
import BlockIcon from '@mui/icons-material/Block';
import { ScrollTable } from '../layout/ScrollTable';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import { StatusLook } from '../status/statuses';

const looks: Record<UploadTokenStatus, StatusLook> = {
  usable: { word: 'usable', icon: CheckCircleIcon, colour: 'success' },
  expired: { word: 'expired', icon: EventBusyIcon, colour: 'default' },
  revoked: { word: 'revoked', icon: BlockIcon, colour: 'default' },
};

function Who({ value }: { value: string }) {
  return value.includes(':') ? (
    <EntityDisplayName entityRef={value} hideIcon disableTooltip />
  ) : (
    <>{value}</>
  );
}

function TokenRow(props: { token: UploadToken; onRevoke: () => void }) {
  const { token, onRevoke } = props;
  return (
    <TableRow>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>{token.name}</TableCell>
      <TableCell>
        <StatusChip look={looks[token.status]} />
        {token.revokedAt && (
          <>
            {' '}
            <Time iso={token.revokedAt} /> by{' '}
            <Who value={token.revokedBy ?? 'nobody known'} />
          </>
        )}
      </TableCell>
      <TableCell>
        <Time iso={token.createdAt} /> by <Who value={token.createdBy} />
      </TableCell>
      <TableCell>
        {token.expiresAt ? <Time iso={token.expiresAt} /> : 'never'}
      </TableCell>
      <TableCell>
        {token.lastUsedAt ? <Time iso={token.lastUsedAt} /> : 'never'}
      </TableCell>
      <TableCell align="right">
        {token.status !== 'revoked' && (
          <Button
            size="small"
            color="error"
            onClick={onRevoke}
            aria-label={`Revoke ${token.name}`}
          >
            Revoke
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}

/** The tokens of a server; never what they read. */
export function TokenTable(props: {
  tokens: readonly UploadToken[];
  onRevoke: (token: UploadToken) => void;
}) {
  const { tokens, onRevoke } = props;
  return (
    <ScrollTable label="Upload tokens" minWidth={720}>
      <TableHead>
        <TableRow>
          <TableCell>Name</TableCell>
          <TableCell>Status</TableCell>
          <TableCell>Issued</TableCell>
          <TableCell>Expires</TableCell>
          <TableCell>Last used</TableCell>
          <TableCell aria-label="Actions" />
        </TableRow>
      </TableHead>
      <TableBody>
        {tokens.map(token => (
          <TokenRow
            key={token.id}
            token={token}
            onRevoke={() => onRevoke(token)}
          />
        ))}
        {tokens.length === 0 && (
          <TableRow>
            <TableCell colSpan={6}>No token was issued yet.</TableCell>
          </TableRow>
        )}
      </TableBody>
    </ScrollTable>
  );
}
