import { TextPiece, markWords } from './diffLines';
import { Mark } from './marks';
import { ParameterCell, ParameterPair, parameterCells } from './pairParameters';
import { revealHidden } from './revealHidden';

/** What the cells of a parameter are called. */
export const cellTitles: Record<ParameterCell, string> = {
  type: 'Type',
  required: 'Required',
  limits: 'Limits',
  description: 'Description',
};

/** What a cell shows on one side, and what of it is not on the other. */
export function cellMarks(
  row: ParameterPair,
  cell: ParameterCell,
  side: '-' | '+',
): { mark: Mark; pieces: TextPiece[] } {
  const textOf = (parameter?: ParameterPair['before']) =>
    parameter && revealHidden(parameterCells[cell](parameter));
  const [before, after] = [textOf(row.before), textOf(row.after)];
  const own = side === '-' ? before : after;
  if (own === undefined || before === after) {
    return { mark: ' ', pieces: [{ text: own ?? '', isMarked: false }] };
  }
  if (before === undefined || after === undefined) {
    return { mark: side, pieces: [{ text: own, isMarked: false }] };
  }
  const marked = markWords(before, after);
  return { mark: side, pieces: side === '-' ? marked.before : marked.after };
}
