import { Json, isJsonObject } from '../snapshot';
import { Chance } from './Chance';

/** Every place of a value, by the keys that lead there. */
function placesOf(
  value: Json,
  at: (string | number)[] = [],
): (string | number)[][] {
  if (Array.isArray(value)) {
    return [
      at,
      ...value.flatMap((item, index) => placesOf(item, [...at, index])),
    ];
  }
  return isJsonObject(value)
    ? [
        at,
        ...Object.entries(value).flatMap(([key, inner = null]) =>
          placesOf(inner, [...at, key]),
        ),
      ]
    : [at];
}

function edit(
  value: Json,
  [step, ...rest]: (string | number)[],
  change: (value: Json) => Json | undefined,
): Json | undefined {
  if (step === undefined) {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const edited = index === step ? edit(item, rest, change) : item;
      return edited === undefined ? [] : [edited];
    });
  }
  return Object.fromEntries(
    Object.entries(isJsonObject(value) ? value : {}).flatMap(
      ([key, inner = null]) => {
        const edited = key === step ? edit(inner, rest, change) : inner;
        return edited === undefined ? [] : [[key, edited]];
      },
    ),
  ) as Json;
}

/** A value with one place of it taken away, replaced or varied. */
export function mutateJson(value: Json, spare: Json, chance: Chance): Json {
  const places = placesOf(value).slice(1);
  if (places.length === 0) {
    return spare;
  }
  const place = chance.pick(places);
  const vary = (found: Json): Json | undefined => {
    switch (chance.upTo(5)) {
      case 0:
        return undefined;
      case 1:
        return spare;
      case 2:
        return typeof found === 'number'
          ? found + 1
          : { anyOf: [found, { type: 'null' }] };
      case 3:
        if (typeof found === 'number') {
          return found - 1;
        }
        return Array.isArray(found)
          ? found.slice(1)
          : { anyOf: [found, spare] };
      default:
        if (Array.isArray(found)) {
          return [
            ...found,
            ...(typeof found[0] === 'string' ? ['d'] : [spare]),
          ];
        }
        return isJsonObject(found)
          ? ({
              ...found,
              b: spare,
              minLength: 1,
              description: 'Other.',
            } as Json)
          : found;
    }
  };
  return edit(value, place, vary) ?? spare;
}
