/** A database of its own for each case of a bench, on the bench's Postgres. */
import pg from 'pg';

/** @returns {Promise<string>} the address of a new, empty database */
export const databaseFor = async (url, name) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
};
