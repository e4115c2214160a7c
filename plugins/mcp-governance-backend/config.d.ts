import { HumanDuration } from '@backstage/types';

export interface Config {
  mcpGovernance?: {
    /** How entries are taken over from the catalog. */
    projection?: {
      /** How often the catalog is read, at most every 45 s apart. Default: 5 seconds. */
      frequency?: HumanDuration | string;
    };
    /**
     * How long observations are kept. The latest of a remote always is, and so is one
     * that first saw a snapshot.
     */
    retention?: {
      /** All of them for so long. Default: 30 days. */
      keepAll?: HumanDuration | string;
      /** One a day (UTC) of each remote for so long. Default: 400 days. */
      keepDaily?: HumanDuration | string;
      /** How often the others, and snapshots that nothing points to, are removed. Default: 6 hours. */
      frequency?: HumanDuration | string;
    };
    /** Snapshots that owners upload of servers that cannot be reached from here. */
    uploads?: {
      /** How large a snapshot may be. Default: 8 MiB. */
      maxBytes?: number;
      /** From one address, by each backend. Default: 120. */
      maxPerMinute?: number;
    };
    /** How MCP servers are looked at. */
    introspection?: {
      /** How often each server is looked at. Default: 15 minutes. */
      frequency?: HumanDuration | string;
      /** How rarely a failing server may be looked at. Default: 6 hours. */
      maxBackoff?: HumanDuration | string;
      /** How many servers one backend looks at at a time. Default: 16. */
      concurrency?: number;
      /** How many servers of one host (and port) are looked at at a time, by all backends together. Default: 8. */
      hostConcurrency?: number;
      /** After which a backend that died loses what it had begun; a live one renews it. Default: three total timeouts and 15 seconds. */
      lease?: HumanDuration | string;
      /** How long a server is taken for one of an earlier protocol era before it is asked again. Default: 24 hours. */
      eraExpiry?: HumanDuration | string;
      /** Limits of one look at one server. */
      limits?: {
        connectTimeout?: HumanDuration | string;
        totalTimeout?: HumanDuration | string;
        maxResponseBytes?: number;
        maxTotalBytes?: number;
        maxRedirects?: number;
        maxPages?: number;
        maxItems?: number;
        maxDepth?: number;
        maxNodes?: number;
      };
      /** Which hosts may be called. Without rules none is. */
      egress?: {
        allow?: Array<{
          /** `mcp.example.com`, `*.example.com`, `*` for every public host, or an address; a port may follow. */
          host: string;
          /** Private ranges (CIDR) that the host may resolve to. */
          addresses?: string[];
        }>;
      };
      /** How to identify oneself, by host. */
      credentials?: Array<
        | {
            type: 'bearer';
            /** Exactly this host, with its port where it is not the usual one. */
            host: string;
            /** What snapshots call this caller. Default: the host. */
            name?: string;
            /** @visibility secret */
            token: string;
          }
        | {
            type: 'oauth-client-credentials';
            host: string;
            name?: string;
            tokenUrl: string;
            clientId: string;
            /** @visibility secret */
            clientSecret: string;
            scope?: string;
            resource?: string;
          }
      >;
    };
  };
}
