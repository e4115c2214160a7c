import { z } from 'zod';
import {
  findingCount,
  isoDate,
  reference,
  text,
  textList,
  webUrl,
} from '../entry/fields';
import {
  credentials,
  reauditCadences,
  serverStatuses,
  transports,
} from '../entry/governance';
import { entryLimits } from '../entry/limits';

/** One of some words; a template may write `streamable_http` where an entry writes `streamable-http`. */
const word = <Word extends string>(words: readonly Word[]) =>
  z.preprocess(value => {
    const spelled =
      typeof value === 'string'
        ? value
            .trim()
            .toLowerCase()
            .replace(/[_\s]+/g, '-')
        : value;
    return words.find(known => known === spelled) ?? value;
  }, z.enum(words));

const person = () =>
  reference('user:default/alice, or an e-mail address').optional();

/** A file of the plain template, one server each, with keys in snake case and no Backstage envelope. */
export const playbookSchema = z.strictObject({
  name: text().optional(),
  version: text().optional(),
  status: word(serverStatuses).optional(),
  transport: word(transports).optional(),
  endpoint: text().optional(),
  hosts: textList().optional(),
  ownership: z
    .strictObject({
      team: text().optional(),
      primary: person(),
      secondary: person(),
      oncall_rotation: text().optional(),
    })
    .optional(),
  scopes: textList().optional(),
  downstream_systems: z
    .array(
      z.strictObject({
        name: text().optional(),
        credential: word(credentials).optional(),
        rate_limit_class: text().optional(),
      }),
    )
    .max(entryLimits.listItems)
    .optional(),
  tools: z
    .array(
      z.strictObject({
        name: text().optional(),
        mutates: z.boolean().optional(),
        scopes_required: textList().optional(),
        requires_confirmation: z.boolean().optional(),
      }),
    )
    .max(entryLimits.tools)
    .optional(),
  audit: z
    .strictObject({
      last_run: isoDate().optional(),
      pack_url: webUrl().optional(),
      findings: z
        .strictObject({
          critical: findingCount(),
          high: findingCount(),
          medium: findingCount(),
          low: findingCount(),
        })
        .optional(),
      next_due: isoDate().optional(),
    })
    .optional(),
  governance: z
    .strictObject({
      charter_version: text().optional(),
      approved_by: textList().optional(),
      approved_on: isoDate().optional(),
      reaudit_cadence: word(reauditCadences).optional(),
    })
    .optional(),
});

export type Playbook = z.output<typeof playbookSchema>;
