import {
  Content,
  Header,
  HeaderTabs,
  Link,
  Page,
} from '@backstage/core-components';
import { Route, Routes, useParams } from 'react-router-dom';
import { ChangesPage } from './changes/ChangesPage';
import { ServersPage } from './servers/ServersPage';

const pages = [
  { id: 'servers', label: 'Servers' },
  { id: 'changes', label: 'Changes' },
];

const tabs = pages.map(({ id, label }) => ({
  id,
  label,
  tabProps: { component: Link, to: id },
}));

/** The page `/mcp` and its sub-pages, in the frame of the old frontend system. */
export function LegacyPages() {
  const path = useParams()['*'] ?? '';
  const index = pages.findIndex(({ id }) => id === path.split('/')[0]);
  return (
    <Page themeId="tool">
      <Header title="MCP" subtitle="Internal MCP servers" />
      <HeaderTabs tabs={tabs} selectedIndex={Math.max(0, index)} />
      <Content noPadding>
        <Routes>
          <Route path="changes/*" element={<ChangesPage />} />
          <Route path="*" element={<ServersPage />} />
        </Routes>
      </Content>
    </Page>
  );
}
