import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Listing } from 'backstage-plugin-mcp-governance-common';

interface Item {
  key: string;
  name: string;
  description?: string;
}

function toItem(raw: unknown, index: number): Item {
  const { name, uri, uriTemplate, description } = (raw ?? {}) as Record<
    string,
    unknown
  >;
  const text = (value: unknown) =>
    typeof value === 'string' ? value : undefined;
  const address = text(uri) ?? text(uriTemplate);
  return {
    key: `${index}`,
    name: [text(name) ?? '(without a name)', address]
      .filter(Boolean)
      .join(' — '),
    description: text(description),
  };
}

/** Prompts or resources: their names and descriptions. */
export function OtherSection(props: {
  title: string;
  section: { listing: Listing; items: unknown[] };
}) {
  const { title, section } = props;
  const { listing, items } = section;
  if (
    listing.status === 'not-advertised' ||
    listing.status === 'not-observed'
  ) {
    return null;
  }
  return (
    <EntityInfoCard
      title={listing.status === 'listed' ? `${title} (${items.length})` : title}
    >
      {listing.status === 'failed' && (
        <Typography color="error">
          Could not be listed: {listing.reason}
        </Typography>
      )}
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {items.map(toItem).map(item => (
          <Box component="li" key={item.key} sx={{ overflowWrap: 'anywhere' }}>
            <code>{item.name}</code>
            {item.description && (
              <Typography variant="body2" color="text.secondary">
                {item.description}
              </Typography>
            )}
          </Box>
        ))}
      </Box>
    </EntityInfoCard>
  );
}
