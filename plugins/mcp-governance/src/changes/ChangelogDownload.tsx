import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import DownloadIcon from '@mui/icons-material/Download';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { SnapshotArrival } from 'backstage-plugin-mcp-governance-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { ServerName, governanceApiRef } from '../api/GovernanceApi';
import { useApproval } from '../api/changeQueries';
import { saveFile } from '../servers/saveFile';
import { shortHash } from './shortHash';

/** When a snapshot came, and what tells it from the others. */
function wordsOf(
  { firstSeenAt, serverVersion, hash, remote }: SnapshotArrival,
  { role, hasRemotes }: { role: string | undefined; hasRemotes: boolean },
): string {
  const at = DateTime.fromISO(firstSeenAt).toLocaleString(
    DateTime.DATETIME_MED,
  );
  return [
    role ? `${at} (${role})` : at,
    serverVersion,
    shortHash(hash),
    hasRemotes && remote.url,
  ]
    .filter(Boolean)
    .join(' · ');
}

function SnapshotField(props: {
  label: string;
  arrivals: SnapshotArrival[];
  /** A place in the list, as one snapshot can come twice. */
  value: number;
  onChange: (value: number) => void;
  baseline?: string;
}) {
  const { label, arrivals, value, onChange, baseline } = props;
  const hasRemotes = new Set(arrivals.map(({ remote }) => remote.url)).size > 1;
  const roleOf = ({ hash }: SnapshotArrival, index: number) => {
    if (index === 0) {
      return hash === baseline ? 'latest, baseline' : 'latest';
    }
    return hash === baseline ? 'baseline' : undefined;
  };
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={event => onChange(Number(event.target.value))}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      sx={{ flex: '1 1 240px', maxWidth: 380, minWidth: 0 }}
    >
      {arrivals.map((arrival, index) => (
        <option key={`${arrival.firstSeenAt} ${arrival.hash}`} value={index}>
          {wordsOf(arrival, { role: roleOf(arrival, index), hasRemotes })}
        </option>
      ))}
    </TextField>
  );
}

/** What changed from any snapshot to any other, as Markdown for the owner’s repository. */
export function ChangelogDownload(props: {
  server: ServerName;
  /** Newest first, at least one. */
  arrivals: SnapshotArrival[];
}) {
  const { server, arrivals } = props;
  const api = useApi(governanceApiRef);
  const alerts = useApi(alertApiRef);
  const baseline = useApproval(server).data?.baseline?.pair.snapshot;
  const [chosen, setChosen] = useState<{ from?: string; to?: string }>({});
  const [isSaving, setSaving] = useState(false);

  // Chosen by when it came: what arrives meanwhile moves the others down.
  const placeOf = (time: string | undefined, fallback: number) => {
    const place = arrivals.findIndex(({ firstSeenAt }) => firstSeenAt === time);
    return place < 0 ? fallback : place;
  };
  const approved = arrivals.findIndex(({ hash }) => hash === baseline);
  const from = placeOf(
    chosen.from,
    approved < 0 ? arrivals.length - 1 : approved,
  );
  const to = placeOf(chosen.to, 0);

  const save = async () => {
    setSaving(true);
    try {
      saveFile(
        await api.exportChangelog(server, {
          from: arrivals[from].hash,
          to: arrivals[to].hash,
        }),
        `CHANGELOG-${server.name}.md`,
      );
    } catch (error) {
      alerts.post({
        message: `The changelog could not be written: ${
          (error as Error).message
        }`,
        severity: 'error',
        display: 'transient',
      });
    } finally {
      setSaving(false);
    }
  };

  return (
    <Box
      role="group"
      aria-label="Changelog as Markdown"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        pt: 1,
        mb: 2,
      }}
    >
      <SnapshotField
        label="From snapshot"
        arrivals={arrivals}
        value={from}
        onChange={index =>
          setChosen({ ...chosen, from: arrivals[index].firstSeenAt })
        }
        baseline={baseline}
      />
      <SnapshotField
        label="To snapshot"
        arrivals={arrivals}
        value={to}
        onChange={index =>
          setChosen({ ...chosen, to: arrivals[index].firstSeenAt })
        }
        baseline={baseline}
      />
      <Button
        startIcon={<DownloadIcon />}
        aria-disabled={isSaving}
        onClick={isSaving ? undefined : save}
      >
        {isSaving ? 'Writing …' : 'Changelog (Markdown)'}
      </Button>
    </Box>
  );
}
