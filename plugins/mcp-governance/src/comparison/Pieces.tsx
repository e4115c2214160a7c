import Box from '@mui/material/Box';
import { TextPiece } from './diffLines';
import { Mark, shade } from './marks';

const elements = { '+': 'ins', '-': 'del', ' ': 'span' } as const;

/** A text of which some words are marked as added or removed. */
export function Pieces(props: { pieces: TextPiece[]; mark: Mark }) {
  const { pieces, mark } = props;
  return (
    <>
      {pieces.map(({ text, isMarked }, index) =>
        isMarked ? (
          <Box
            // Pieces have no identity but their place.
            key={index}
            component={elements[mark]}
            sx={{
              textDecoration: 'none',
              bgcolor: shade(mark, 0.28),
              borderRadius: 0.5,
            }}
          >
            {text}
          </Box>
        ) : (
          text
        ),
      )}
    </>
  );
}
