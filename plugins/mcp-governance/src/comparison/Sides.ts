/** How the older and the newer side of a difference are called. */
export interface Sides {
  before: string;
  after: string;
}
