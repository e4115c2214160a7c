import AxeBuilder from '@axe-core/playwright';
import { Page } from '@playwright/test';
import { openPage, portalPages } from './pages';
import { expect, test } from './portal';

/** What Backstage's own elements do wrong: one rule at one kind of element each. */
const upstream = [
  {
    // The tabs of a page header name panels by id that are rendered without one.
    rule: 'aria-valid-attr-value',
    elements: 'a.bui-Tab',
  },
  {
    // The description in the card of a group, in the dark theme: 4.03 instead of 4.5.
    rule: 'color-contrast',
    elements: '.bui-CardBody > .bui-Text[data-color="secondary"]',
  },
];

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  const ours: string[] = [];
  for (const { id, nodes } of found) {
    for (const { target, html, failureSummary } of nodes) {
      const excused = upstream.filter(({ rule }) => rule === id);
      const isUpstream = await page
        .locator(target.join(' '))
        .first()
        .evaluate(
          (element, selectors) =>
            selectors.some(selector => element.matches(selector)),
          excused.map(({ elements }) => elements),
        );
      if (!isUpstream) {
        ours.push(`${id}: ${html}\n${failureSummary}`);
      }
    }
  }
  return ours;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    for (const portalPage of portalPages) {
      test(`${portalPage.name} has no violation of WCAG 2 A and AA`, async ({
        page,
      }) => {
        await openPage(page, portalPage);
        await expect(page.locator('body')).toHaveAttribute(
          'data-theme-mode',
          colorScheme,
        );
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}
