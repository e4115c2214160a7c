import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from './temporaryFolder';

const files: Record<string, string> = {
  'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
  'packages/shop/package.json': JSON.stringify({
    name: 'shop',
    dependencies: { zod: '^4.0.0', prices: 'workspace:^' },
    devDependencies: { jest: '^30.0.0' },
  }),
  'packages/shop/src/index.ts': [
    "import { priceOf } from 'prices';",
    'export async function sell(item: string) { return priceOf(item); }',
    'export default class Basket {}',
    'const hidden = 1;',
  ].join('\n'),
  'packages/shop/src/views/Page.tsx': 'export const Page = () => null;\n',
  'packages/shop/catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: shop, namespace: retail }
spec: { type: service, owner: shop-team, consumesApis: ['api:default/prices-api'] }
`,
  'packages/prices/package.json': JSON.stringify({ name: 'prices' }),
  'packages/prices/src/index.ts': `export type Price = number;
export interface Basket {}
export const priceOf = (_: string): Price => 1;
`,
  'packages/prices/README.md': 'Prices',
  'packages/broken/package.json': JSON.stringify({ name: 'broken' }),
  'packages/broken/catalog-info.yaml': 'kind: [Component\n',
  'docs/guide.md': 'Guide',
  'examples/all.yaml': `kind: API
metadata: { name: prices-api }
spec: { type: mcp-server, owner: pricing, governance: { consumers: [sales, 'component:default/till'] } }
---
kind: Component
metadata: { name: till }
spec: { type: service, owner: pricing }
---
kind: Component
metadata:
  name: prices
  annotations:
    backstage.io/source-location: url:https://git.acme.example/shop/tree/main/packages/prices/
spec: { type: library, owner: user:default/ada }
`,
};

/** A small workspace, with a secret beside it and a link that leads there. */
export async function makeWorkspace(): Promise<string> {
  const folder = await temporaryFolder();
  const root = path.join(folder, 'workspace');
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(root, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await symlink(folder, path.join(root, 'packages', 'shop', 'way-out'));
  return root;
}
