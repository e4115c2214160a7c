import { routes } from './contract';
import { openApiDocument } from './openApiDocument';

describe('openApiDocument', () => {
  const document = openApiDocument('1.0.0');

  it('describes every route', () => {
    const described = Object.entries(document.paths ?? {}).flatMap(
      ([path, methods]) =>
        Object.keys(methods ?? {}).map(method => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(
      Object.values(routes)
        .map(route => `${route.method} ${route.path}`)
        .sort(),
    );
  });

  it('resolves every reference to a schema of its own', () => {
    const text = JSON.stringify(document);
    const names = Object.keys(document.components?.schemas ?? {});
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(m => m[1]);
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      expect(reference).toMatch(/^#\/components\/schemas\//);
      expect(names).toContain(reference.split('/').pop());
    }
  });
});
