/** A call that cannot be served, with a message that tells the caller why and what to do instead. */
export class ToolRefusal extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ToolRefusal';
  }
}
