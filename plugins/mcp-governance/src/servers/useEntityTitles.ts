import { useApiHolder } from '@backstage/core-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { useEffect, useMemo, useState } from 'react';

type Titles = Record<string, string>;

/** An e-mail address that stands for nobody is shown as it is. */
const isReference = (ref: string) => ref.includes(':');

const shortTitle = (ref: string) =>
  isReference(ref) ? defaultEntityPresentation(ref).primaryTitle : ref;

/** How the portal calls entities, by their refs. Until it knows, a short form of the ref. */
export function useEntityTitles(refs: string[]): Titles {
  const presentations = useApiHolder().get(entityPresentationApiRef);
  const [known, setKnown] = useState<Titles>({});
  const key = JSON.stringify(refs);

  useEffect(() => {
    let isOver = false;
    const titleOf = async (ref: string) => {
      if (!isReference(ref)) {
        return [ref, ref];
      }
      const { primaryTitle } = (await presentations
        ?.forEntity(ref)
        .promise.catch(() => undefined)) ?? { primaryTitle: shortTitle(ref) };
      return [ref, primaryTitle];
    };
    Promise.all((JSON.parse(key) as string[]).map(titleOf)).then(titles => {
      if (!isOver) {
        setKnown(Object.fromEntries(titles));
      }
    });
    return () => {
      isOver = true;
    };
  }, [presentations, key]);

  return useMemo(
    () =>
      Object.fromEntries(
        (JSON.parse(key) as string[]).map(ref => [
          ref,
          known[ref] ?? shortTitle(ref),
        ]),
      ),
    [key, known],
  );
}
