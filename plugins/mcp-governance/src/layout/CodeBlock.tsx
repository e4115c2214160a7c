import { CopyTextButton } from '@backstage/core-components';
import Box from '@mui/material/Box';

/**
 * Text to be copied into a file, in the theme's own colours: those of
 * Backstage's highlighter are too pale to be read by everybody.
 */
export function CodeBlock(props: {
  text: string;
  label: string;
  /** Breaks long lines, where line ends do not matter. */
  wraps?: boolean;
}) {
  const { text, label, wraps } = props;
  return (
    <Box sx={{ position: 'relative' }}>
      <Box sx={{ position: 'absolute', top: 4, right: 4, zIndex: 1 }}>
        <CopyTextButton
          text={text}
          variant="secondary"
          aria-label={`Copy: ${label}`}
        />
      </Box>
      <Box
        component="pre"
        role="region"
        aria-label={label}
        tabIndex={0}
        sx={{
          m: 0,
          p: 1.5,
          pr: 6,
          maxHeight: 480,
          overflow: 'auto',
          fontSize: 'body2.fontSize',
          bgcolor: 'action.hover',
          borderRadius: 1,
          ...(wraps && { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
        }}
      >
        <code>{text}</code>
      </Box>
    </Box>
  );
}
