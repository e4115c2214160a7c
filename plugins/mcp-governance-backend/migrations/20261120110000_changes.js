/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('change_log', table => {
    table.comment('What changed in servers and their entries; append-only');
    table.increments('id');
    table.string('uuid').notNullable().unique();
    table.integer('server_id').notNullable().references('servers.id');
    table.bigInteger('at').notNullable();
    table.string('cause').notNullable().comment('snapshot or entry');
    table.integer('remote_id').references('remotes.id');
    table.integer('before_snapshot_id').references('snapshots.id');
    table.integer('after_snapshot_id').references('snapshots.id');
    table.integer('before_revision_id').references('entry_revisions.id');
    // What brought it about, once each.
    table.integer('arrival_id').unique().references('snapshot_arrivals.id');
    table
      .integer('after_revision_id')
      .unique()
      .references('entry_revisions.id');
    table.string('verdict').notNullable().comment('The worst of all');
    table.text('counts').notNullable().comment('By verdict');
    table.boolean('is_abridged').notNullable();
    table.text('changes').notNullable();
    table.index(['at', 'id']);
    table.index(['server_id', 'at']);
    table.index(['before_snapshot_id']);
    table.index(['after_snapshot_id']);
  });

  await knex.schema.createTable('decisions', table => {
    table.comment('Approvals and rejections; append-only');
    table.increments('id');
    table.string('uuid').notNullable().unique();
    table.integer('server_id').notNullable().references('servers.id');
    table.string('decision').notNullable();
    table.integer('snapshot_id').notNullable().references('snapshots.id');
    table.integer('revision_id').notNullable().references('entry_revisions.id');
    table.string('decided_by').notNullable();
    table.bigInteger('decided_at').notNullable();
    table.text('reason').notNullable();
    table
      .text('counts')
      .notNullable()
      .comment('By verdict, of the changes decided about');
    table.integer('material').notNullable();
    table.index(['server_id', 'id']);
    table.index(['snapshot_id']);
  });

  await knex.schema.createTable('announcements', table => {
    table.comment('What is still to be told; a row goes when it was');
    table.increments('id');
    table.string('channel').notNullable().comment('event or notification');
    table.integer('change_id').references('change_log.id');
    table.integer('decision_id').references('decisions.id');
    table.bigInteger('due_at').notNullable();
    table.integer('failures').notNullable();
    table.string('claim');
    table.bigInteger('lease_until');
    table.index(['due_at', 'id']);
  });

  await knex.schema.alterTable('servers', table => {
    table.string('approval_status').notNullable().defaultTo('unknown');
    table.integer('approval_material').notNullable().defaultTo(0);
  });
  await knex('servers')
    .whereIn(
      'face_remote_id',
      knex('remotes').whereNotNull('snapshot_id').select('id'),
    )
    .update({ approval_status: 'never-approved' });

  // The change log holds what these held, judged.
  await knex.raw('alter table snapshot_arrivals drop column changes');
  await knex.raw('alter table snapshot_arrivals drop column unknown');
};

/** Migrations go forward only: what was recorded is not dropped again. */
exports.down = async function down() {
  throw new Error('This migration cannot be undone.');
};
