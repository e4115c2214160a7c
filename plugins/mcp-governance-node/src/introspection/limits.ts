import { HttpLimits } from '../egress/GuardedHttp';

/** Limits of one observation. Each is named in the error of whoever exceeds it. */
export interface IntrospectionLimits extends HttpLimits {
  /** From the first byte to the last, all remotes' requests of one observation included. */
  totalTimeoutMs: number;
  maxTotalBytes: number;
  /** Pages of one list. */
  maxPages: number;
  /** Items of one list. */
  maxItems: number;
  /** Levels of nesting in one item. */
  maxDepth: number;
  /** Values in one item. */
  maxNodes: number;
}

export const defaultLimits: IntrospectionLimits = {
  connectTimeoutMs: 5_000,
  totalTimeoutMs: 20_000,
  maxResponseBytes: 8 * 1024 * 1024,
  maxTotalBytes: 32 * 1024 * 1024,
  maxRedirects: 3,
  maxPages: 100,
  maxItems: 2_000,
  maxDepth: 100,
  maxNodes: 100_000,
};
