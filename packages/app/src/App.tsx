import { createApp } from '@backstage/frontend-defaults';
import { navigation } from './navigation/navigation';
import { landing } from './landing';

/** The demo portal: every plugin in package.json, a side bar, and `/` leading to `/mcp`. */
export function createPortal() {
  return createApp({ features: [navigation, landing] });
}
