import schema from './target/schema.json';

export default { target: { schema } };
