/** No name that resolves is longer. */
const MOST_CHARACTERS = 255;

function hostOf(url) {
  const host = URL.canParse(url) ? new URL(url).host : '';
  return host && host.length <= MOST_CHARACTERS ? host : null;
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('remotes', table => {
    table.string('host').comment('Host and port; empty where none is called');
    table.index(['host']);
  });
  const remotes = await knex('remotes').select(['id', 'url', 'type']);
  for (const { id, url, type } of remotes) {
    if (type !== 'stdio') {
      await knex('remotes')
        .where({ id })
        .update({ host: hostOf(url) });
    }
  }
  // What points to a snapshot is looked up before snapshots are removed.
  await knex.schema.alterTable('snapshot_arrivals', table => {
    table.index(['snapshot_id']);
  });
};

/** Migrations go forward only: what was recorded is not dropped again. */
exports.down = async function down() {
  throw new Error('This migration cannot be undone.');
};
