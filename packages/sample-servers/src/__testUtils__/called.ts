/** Something that can call tools: a client of either SDK. */
export interface Caller {
  callTool(params: {
    name: string;
    arguments?: Record<string, unknown>;
  }): Promise<{ [key: string]: unknown }>;
}

function textOf(content: unknown): string {
  const [first] = content as { text: string }[];
  return first.text;
}

/** The structured result of a call that has to succeed. */
export async function called(
  client: Caller,
  name: string,
  args: Record<string, unknown> = {},
): Promise<unknown> {
  const result = await client.callTool({ name, arguments: args });
  if (result.isError) {
    throw new Error(`${name} was refused: ${textOf(result.content)}`);
  }
  expect(JSON.parse(textOf(result.content))).toEqual(result.structuredContent);
  return result.structuredContent;
}

/** The message of a call that has to be refused. */
export async function refused(
  client: Caller,
  name: string,
  args: Record<string, unknown> = {},
): Promise<string> {
  const result = await client.callTool({ name, arguments: args });
  expect(result).toMatchObject({ isError: true });
  expect(result).not.toHaveProperty('structuredContent');
  return textOf(result.content);
}
