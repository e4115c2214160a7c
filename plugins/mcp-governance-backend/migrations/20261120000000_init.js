/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('servers', table => {
    table.comment('One row per MCP server that the catalog ever held');
    table.increments('id');
    table.string('entity_ref').notNullable().unique();
    table.string('namespace').notNullable();
    table.string('name').notNullable();
    table.boolean('is_present').notNullable();
    table.bigInteger('first_seen_at').notNullable();
    table.string('etag').comment('Version of the catalog entity that was read');
    // What lists sort and filter by, taken from the entry.
    table.string('title').notNullable();
    table.string('sort_title').notNullable();
    table.string('owner');
    table.string('system');
    table.string('domain');
    table.string('lifecycle');
    table.string('status');
    table.string('origin');
    table.string('transport');
    table.string('last_run').comment('ISO date, as declared');
    table.string('next_due').comment('ISO date, as declared');
    // What follows from the entry and the latest snapshots.
    table.integer('tool_count');
    table.integer('mutating_count');
    table.string('drift_status').notNullable();
    table.integer('drift_count').notNullable();
    table.text('drift_kinds').notNullable();
    table.integer('revision_id');
    table.integer('face_remote_id');
    // Long texts last, so that a scan for the columns above does not read them.
    table.text('purpose');
    table.text('location');
    table.text('warnings').notNullable();
    table.text('search_text').notNullable();
    table.text('entry').notNullable();
    table.index(['is_present', 'sort_title', 'id']);
  });

  await knex.schema.createTable('server_people', table => {
    table.comment('Who answers for a server, in which role');
    table
      .integer('server_id')
      .notNullable()
      .references('servers.id')
      .onDelete('CASCADE');
    table.string('role').notNullable();
    table.string('ref').notNullable();
    table.primary(['server_id', 'role', 'ref']);
    table.index(['ref', 'server_id']);
  });

  await knex.schema.createTable('entry_revisions', table => {
    table.comment('What an entry said over time; append-only');
    table.increments('id');
    table.integer('server_id').notNullable().references('servers.id');
    table.string('hash').notNullable();
    table.bigInteger('seen_at').notNullable();
    table.text('entry').notNullable();
    table.index(['server_id', 'id']);
  });

  await knex.schema.createTable('server_state', table => {
    table.comment('The work list of observations, and how each server is');
    table.integer('server_id').primary().references('servers.id');
    table.bigInteger('due_at').comment('Empty for what is never looked at');
    table.string('claim');
    table.bigInteger('lease_until');
    table.bigInteger('requested_at').comment('A person asked for it');
    table.integer('failures').notNullable();
    table.bigInteger('last_observed_at');
    table.string('health').notNullable();
    table.text('health_reason');
    table.index(['due_at']);
  });

  await knex.schema.createTable('snapshots', table => {
    table.comment('What servers answered, once per distinct content');
    table.increments('id');
    table.string('hash').notNullable();
    table.string('transport').notNullable();
    table.string('era').notNullable();
    table.string('protocol_version').notNullable();
    table.string('principal').notNullable();
    table.bigInteger('first_seen_at').notNullable();
    table.text('server_info').notNullable();
    table.text('content').notNullable();
    table.unique(['hash', 'transport', 'era', 'protocol_version', 'principal']);
  });

  await knex.schema.createTable('remotes', table => {
    table.comment('Endpoints of servers, those of earlier revisions included');
    table.increments('id');
    table.integer('server_id').notNullable().references('servers.id');
    table.string('type').notNullable();
    table.text('url').notNullable();
    table.integer('position').notNullable();
    table.boolean('is_active').notNullable();
    table.string('fingerprint').comment('Of the raw answers seen last');
    table.string('era');
    table.bigInteger('era_since');
    table.integer('snapshot_id').references('snapshots.id');
    table
      .text('section_snapshots')
      .notNullable()
      .comment('By section, the latest snapshot in which it was listed');
    table.text('partial_reason');
    table.index(['server_id']);
  });

  await knex.schema.createTable('observations', table => {
    table.comment('Attempts to talk to a remote; append-only');
    table.integer('remote_id').notNullable().references('remotes.id');
    table.bigInteger('observed_at').notNullable();
    table.integer('duration_ms').notNullable();
    table.smallint('outcome').notNullable();
    table.smallint('trigger').notNullable();
    table.integer('snapshot_id').references('snapshots.id');
    table.text('failure');
    table.primary(['remote_id', 'observed_at']);
  });

  await knex.schema.createTable('snapshot_arrivals', table => {
    table.comment('When a remote began to answer otherwise; append-only');
    table.increments('id');
    table.integer('remote_id').notNullable().references('remotes.id');
    table.integer('snapshot_id').notNullable().references('snapshots.id');
    table.bigInteger('observed_at').notNullable();
    table.text('changes').comment('By section; empty for the first');
    table.text('unknown').notNullable();
    table.index(['remote_id', 'id']);
  });

  await knex.schema.createTable('rejected_entries', table => {
    table.comment('Entries that the catalog refused');
    table.string('entity_ref').primary();
    table.text('location');
    table.text('messages').notNullable();
    table.bigInteger('first_seen_at').notNullable();
    table.bigInteger('last_seen_at').notNullable();
  });
};

/** Migrations go forward only: what was recorded is not dropped again. */
exports.down = async function down() {
  throw new Error('This migration cannot be undone.');
};
