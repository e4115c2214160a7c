import { Parameter } from 'backstage-plugin-mcp-governance-common';

/** A parameter of one tool, or of a nested object, as it was and as it is. */
export interface ParameterPair {
  /** Unique among the rows of one table. */
  key: string;
  name: string;
  depth: number;
  before?: Parameter;
  after?: Parameter;
  /** Whether anything of it is to be seen on one side only; what it holds is told apart. */
  isSame: boolean;
}

/** What the cells of a row show. */
export const parameterCells = {
  type: ({ type }: Parameter) => type,
  required: ({ required }: Parameter) => (required ? 'required' : 'optional'),
  limits: ({ constraints }: Parameter) => constraints.join(' · '),
  description: ({ description }: Parameter) => description ?? '',
};

export type ParameterCell = keyof typeof parameterCells;

/** The cells of a row, from left to right. */
export const cellNames = Object.keys(parameterCells) as ParameterCell[];

function looksSame(before?: Parameter, after?: Parameter): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    cellNames.every(
      cell => parameterCells[cell](before) === parameterCells[cell](after),
    )
  );
}

/** Names in the order of the newer side, each that went after the one that it followed. */
function inOrder(before: Parameter[], after: Parameter[]): string[] {
  const names = after.map(({ name }) => name);
  before.forEach(({ name }, index) => {
    if (!names.includes(name)) {
      const previous = names.indexOf(before[index - 1]?.name ?? '');
      names.splice(previous + 1, 0, name);
    }
  });
  return [...new Set(names)];
}

/** The rows of two parameter tables beside each other, nested ones below what holds them. */
export function pairParameters(
  before: Parameter[],
  after: Parameter[],
  parent = '',
  depth = 0,
): ParameterPair[] {
  const was = new Map(before.map(parameter => [parameter.name, parameter]));
  const is = new Map(after.map(parameter => [parameter.name, parameter]));
  return inOrder(before, after).flatMap(name => {
    const [a, b] = [was.get(name), is.get(name)];
    const key = `${parent}/${name}`;
    return [
      { key, name, depth, before: a, after: b, isSame: looksSame(a, b) },
      ...pairParameters(a?.children ?? [], b?.children ?? [], key, depth + 1),
    ];
  });
}

/** The rows that differ, and those that hold them. */
export function withoutEqual(rows: ParameterPair[]): ParameterPair[] {
  const differing = rows.filter(({ isSame }) => !isSame);
  return rows.filter(
    row =>
      !row.isSame || differing.some(({ key }) => key.startsWith(`${row.key}/`)),
  );
}
