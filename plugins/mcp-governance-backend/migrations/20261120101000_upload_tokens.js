/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('upload_tokens', table => {
    table.comment('With which snapshots of one server may be uploaded');
    table.string('id').primary();
    table.integer('server_id').notNullable().references('servers.id');
    table.string('name').notNullable();
    table.string('hash').notNullable().unique().comment('SHA-256, hexadecimal');
    table.bigInteger('created_at').notNullable();
    table.string('created_by').notNullable();
    table.bigInteger('expires_at').comment('Empty for never');
    table.bigInteger('last_used_at');
    table.bigInteger('revoked_at');
    table.string('revoked_by');
    table.index(['server_id', 'created_at']);
  });
  // Snapshots carry the name of the token: two that can be used never share one.
  await knex.raw(
    'create unique index upload_tokens_name on upload_tokens (server_id, name) where revoked_at is null',
  );

  await knex.schema.alterTable('remotes', table => {
    table
      .bigInteger('uploaded_at')
      .comment('When its owner uploaded a snapshot last');
  });
  // A server of which nothing can be looked at is stood for by what is uploaded.
  await knex('servers')
    .whereNull('face_remote_id')
    .update({
      face_remote_id: knex('remotes')
        .where('remotes.server_id', knex.ref('servers.id'))
        .where('remotes.is_active', true)
        .orderBy('remotes.position')
        .limit(1)
        .select('remotes.id'),
    });
};

/** Migrations go forward only: what was recorded is not dropped again. */
exports.down = async function down() {
  throw new Error('This migration cannot be undone.');
};
