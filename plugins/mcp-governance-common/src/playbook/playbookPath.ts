import { spelledKey } from '../drift';

const fields: Record<string, string> = {
  'metadata.name': 'name',
  'metadata.title': 'name',
  'spec.lifecycle': 'status',
  'spec.owner': 'ownership.team',
  'spec.remotes': 'endpoint',
  'spec.remotes[0]': 'transport',
  'spec.remotes[0].type': 'transport',
  'spec.remotes[0].url': 'endpoint',
  'spec.governance.ownership.onCall': 'ownership.oncall_rotation',
  'spec.governance.charter': 'governance',
  'spec.governance.charter.version': 'governance.charter_version',
};

/** The field of a playbook that a field of its entity was made from: `spec.owner` → `ownership.team`. */
export function playbookPath(entityPath: string): string {
  return (
    fields[entityPath] ??
    spelledKey(
      entityPath
        .replace(/^spec\.governance\.?/, '')
        .replace(/^charter\./, 'governance.'),
      'playbook',
    )
  );
}
