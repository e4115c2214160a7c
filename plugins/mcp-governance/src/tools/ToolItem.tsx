import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import HelpOutlineIcon from '@mui/icons-material/HelpOutline';
import HowToRegIcon from '@mui/icons-material/HowToReg';
import LinkOffIcon from '@mui/icons-material/LinkOff';
import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary, {
  accordionSummaryClasses,
} from '@mui/material/AccordionSummary';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Tool } from 'backstage-plugin-mcp-governance-common';
import { useState } from 'react';
import { StatusChip } from '../status/StatusChip';
import { StatusLook, effectLooks } from '../status/statuses';
import { SchemaView } from './SchemaView';

const undeclaredLook: StatusLook = {
  word: 'not declared',
  icon: HelpOutlineIcon,
  colour: 'warning',
};
const notLiveLook: StatusLook = {
  word: 'not live',
  icon: LinkOffIcon,
  colour: 'error',
};

const confirmationLook: StatusLook = {
  word: 'asks for confirmation',
  icon: HowToRegIcon,
  colour: 'default',
};

const bases = {
  declared: 'as the entry declares',
  hint: 'as the server’s annotations say; the entry does not',
  default: 'assumed: neither the entry nor the server says otherwise',
};

function Chips({ tool }: { tool: Tool }) {
  const effect = tool.mutates.value ? 'mutates' : 'reads';
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
      <StatusChip
        look={effectLooks[effect]}
        detail={tool.mutates.basis === 'default' ? 'assumed' : undefined}
      />
      {tool.requiresConfirmation && <StatusChip look={confirmationLook} />}
      {!tool.isDeclared && <StatusChip look={undeclaredLook} />}
      {tool.isLive === false && <StatusChip look={notLiveLook} />}
    </Box>
  );
}

function Declared({ tool }: { tool: Tool }) {
  const facts: [string, string | undefined][] = [
    [
      'Effect',
      `${tool.mutates.value ? 'mutates' : 'reads'}, ${
        bases[tool.mutates.basis]
      }`,
    ],
    ['Scopes', tool.scopesRequired.join(', ') || 'none stated'],
    ['Systems', tool.systems.join(', ') || undefined],
    ['Data class', tool.dataClass],
    ['Write gate', tool.writeGate],
    [
      'Confirmation',
      tool.requiresConfirmation === undefined
        ? 'not stated'
        : `${
            tool.requiresConfirmation ? 'required' : 'not required'
          } (declared, unverified)`,
    ],
  ];
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'max-content minmax(0, 1fr)',
        columnGap: 2,
        rowGap: 0.5,
        my: 1,
      }}
    >
      {facts.map(
        ([name, value]) =>
          value && (
            <Box key={name} sx={{ display: 'contents' }}>
              <Typography component="dt" variant="body2" color="text.secondary">
                {name}
              </Typography>
              <Typography
                component="dd"
                variant="body2"
                sx={{ m: 0, overflowWrap: 'anywhere' }}
              >
                {value}
              </Typography>
            </Box>
          ),
      )}
    </Box>
  );
}

/** One tool: what it is in a line, and everything about it below. */
export function ToolItem({ tool }: { tool: Tool }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Accordion
      disableGutters
      variant="outlined"
      expanded={isOpen}
      onChange={(_, next) => setOpen(next)}
      TransitionProps={{ unmountOnExit: true }}
      sx={{
        minWidth: 0,
        // One line between two tools: the border of the upper one.
        '&::before': { display: 'none' },
        '& + &': { borderTop: 0 },
      }}
    >
      <AccordionSummary
        expandIcon={<ExpandMoreIcon />}
        sx={{ [`& .${accordionSummaryClasses.content}`]: { minWidth: 0 } }}
      >
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            columnGap: 2,
            rowGap: 0.5,
            alignItems: 'center',
            minWidth: 0,
            width: '100%',
          }}
        >
          <Box sx={{ flex: '1 1 300px', minWidth: 0 }}>
            <Typography
              component="h4"
              variant="subtitle1"
              sx={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}
            >
              {tool.name || '(a tool without a name)'}
            </Typography>
            {/* Open, the whole of it stands below. */}
            {!(isOpen && tool.description) && (
              <Typography variant="body2" color="text.secondary" noWrap>
                {tool.description ?? 'no description'}
              </Typography>
            )}
          </Box>
          <Chips tool={tool} />
        </Box>
      </AccordionSummary>
      <AccordionDetails>
        {tool.description && (
          <Typography
            variant="body2"
            sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {tool.description}
          </Typography>
        )}
        <Declared tool={tool} />
        {tool.isLive === false ? (
          <Typography variant="body2" color="text.secondary">
            The server does not list this tool, so its parameters are not known.
          </Typography>
        ) : (
          <>
            <SchemaView
              title="Input"
              schema={tool.inputSchema}
              nothing="Takes no arguments."
              toolName={tool.name}
            />
            <SchemaView
              title="Output"
              schema={tool.outputSchema}
              nothing="The server does not say what comes back."
              toolName={tool.name}
            />
          </>
        )}
      </AccordionDetails>
    </Accordion>
  );
}
