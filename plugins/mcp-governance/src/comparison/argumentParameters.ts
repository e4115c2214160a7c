import {
  Json,
  Parameter,
  isJsonObject,
} from 'backstage-plugin-mcp-governance-common';

/** The arguments of a prompt as rows of a parameter table; all of them are texts. */
export function argumentParameters(value: Json | undefined): Parameter[] {
  return (Array.isArray(value) ? value : []).flatMap(argument => {
    if (!isJsonObject(argument) || typeof argument.name !== 'string') {
      return [];
    }
    const { name, description, required } = argument;
    return {
      name,
      type: 'string',
      required: required === true,
      constraints: [],
      ...(typeof description === 'string' && { description }),
      children: [],
    };
  });
}
