import {
  Snapshot,
  UploadReceipt,
  uploadReceiptSchema,
} from 'backstage-plugin-mcp-governance-common';
import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { plainText } from '../plainText';

/** Holds the token; it is no argument, where others could read it. */
export const UPLOAD_TOKEN_VARIABLE = 'MCP_GOVERNANCE_UPLOAD_TOKEN';
const TIMEOUT_MS = 30_000;

/** Which server of a portal is meant. */
export interface ServerName {
  namespace: string;
  name: string;
}

/** `crm-tools`, `default/crm-tools` or `api:default/crm-tools`. */
export function serverName(text: string): ServerName {
  const [, namespace = 'default', name] =
    /^(?:api:)?(?:([\w.-]+)\/)?([\w.-]+)$/i.exec(text) ?? [];
  if (!name) {
    throw new InvalidArgumentError(
      'Expected the namespace and name of the entity, such as default/crm-tools.',
    );
  }
  return { namespace, name };
}

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

async function reasonOf(response: Response): Promise<string> {
  const location = response.headers.get('location');
  if (location) {
    return `redirects to ${location}, which is not followed: a token does not travel`;
  }
  try {
    const body = refusalSchema.parse(await response.json());
    return plainText(body.error.message);
  } catch {
    return response.statusText || 'it did not say why';
  }
}

function networkReason(error: unknown): string {
  // Whatever `fetch` throws is an error; the reason lies in its cause.
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') {
    return `it did not answer within ${TIMEOUT_MS / 1000} s`;
  }
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : message;
}

/** A Backstage portal that takes snapshots in. */
export class Portal {
  /** `url` is where the portal is opened in a browser. */
  constructor(private readonly url: string) {}

  /** Whether what is sent there can be read on the way. */
  get isInTheOpen(): boolean {
    const { protocol, hostname } = new URL(this.url);
    const isThisMachine = /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
    return protocol === 'http:' && !isThisMachine;
  }

  /** The page on which the drift of a server is shown. */
  driftPage({ namespace, name }: ServerName): string {
    return this.at(`catalog/${namespace}/api/${name}/mcp-drift`);
  }

  /** Uploads a snapshot, and answers what became of it or in one sentence why nothing did. */
  async upload(
    { namespace, name }: ServerName,
    snapshot: Snapshot,
    token: string,
  ): Promise<{ receipt: UploadReceipt } | { problem: string }> {
    const address = this.at(
      `api/mcp-governance/servers/${namespace}/${name}/snapshots`,
    );
    let response: Response;
    try {
      response = await fetch(address, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(snapshot),
      });
    } catch (error) {
      return {
        problem: `${address} could not be reached: ${networkReason(error)}`,
      };
    }
    if (!response.ok) {
      return {
        problem: `${address} answered ${response.status}: ${await reasonOf(
          response,
        )}`,
      };
    }
    const receipt = uploadReceiptSchema.safeParse(
      await response.json().catch(() => undefined),
    );
    return receipt.success
      ? { receipt: receipt.data }
      : { problem: `${address} is no portal that takes snapshots in` };
  }

  private at(path: string): string {
    return `${this.url.replace(/\/+$/, '')}/${path}`;
  }
}
