import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { DateTime } from 'luxon';
import { FormEvent, useState } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { ErrorNotice } from '../loading/ErrorNotice';
import { IssuedToken } from './IssuedToken';
import { useIssueUploadToken, useUploadTokens } from './uploadTokenQueries';

const lives = {
  '30': '30 days',
  '90': '90 days',
  '365': 'one year',
  never: 'no end',
};
type Life = keyof typeof lives;

const expiryOf = (life: Life): string | null =>
  life === 'never'
    ? null
    : DateTime.utc()
        .plus({ days: Number(life) })
        .toISO();

/** A form for a new token, and once it is issued the token, this one time. */
export function IssueToken(props: { server: ServerName }) {
  const { server } = props;
  const [name, setName] = useState('');
  const [life, setLife] = useState<Life>('90');
  const issue = useIssueUploadToken(server);
  const tokens = useUploadTokens(server);
  const isRevoked = tokens.data?.items.some(
    ({ id, status }) => id === issue.data?.id && status === 'revoked',
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !issue.isPending) {
      issue.mutate(
        { name, expiresAt: expiryOf(life) },
        { onSuccess: () => setName('') },
      );
    }
  };
  return (
    <>
      {issue.error && (
        <ErrorNotice what="The token could not be issued" error={issue.error} />
      )}
      {issue.data && !isRevoked && (
        <IssuedToken server={server} issued={issue.data} />
      )}
      <Box
        component="form"
        aria-label="Issue an upload token"
        onSubmit={submit}
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'flex-start',
          gap: 1,
          pt: 1,
        }}
      >
        <TextField
          size="small"
          label="Name"
          required
          value={name}
          onChange={event => setName(event.target.value)}
          inputProps={{ maxLength: 60 }}
          helperText="Snapshots say that they were uploaded under this name."
          sx={{ flex: '1 1 240px' }}
        />
        <TextField
          size="small"
          select
          label="Valid for"
          value={life}
          onChange={event => setLife(event.target.value as Life)}
          sx={{ minWidth: 130 }}
        >
          {Object.entries(lives).map(([value, word]) => (
            <MenuItem key={value} value={value}>
              {word}
            </MenuItem>
          ))}
        </TextField>
        <Button
          type="submit"
          variant="contained"
          disabled={name.trim() === ''}
          aria-disabled={issue.isPending}
        >
          {issue.isPending ? 'Issuing …' : 'Issue token'}
        </Button>
      </Box>
    </>
  );
}
