import { Json, isJsonObject } from '../snapshot';

/** Whether a definition is nothing but itself, through references and unions alone, or the whole is a part of itself. */
export function isCircular(root: Json): boolean {
  const definitions = isJsonObject(root) && root.$defs;
  if (!isJsonObject(definitions)) {
    return false;
  }
  const reaches = (schema: Json | undefined, seen: string[]): boolean => {
    if (!isJsonObject(schema)) {
      return false;
    }
    const { $ref, anyOf, oneOf, allOf, not } = schema;
    if (typeof $ref === 'string') {
      const name = $ref.replace('#/$defs/', '');
      return seen.includes(name) || reaches(definitions[name], [...seen, name]);
    }
    return [anyOf, oneOf, allOf, not].flat().some(part => reaches(part, seen));
  };
  return (
    JSON.stringify(root).includes('"$ref":"#"') ||
    Object.entries(definitions).some(([name, schema]) =>
      reaches(schema, [name]),
    )
  );
}
