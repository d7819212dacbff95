/** The contract as a stranger takes it: the document that the server gives out, and a validator. */
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

interface Spoken {
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: object }>;
}
type Operations = Record<string, { responses: Record<string, Spoken> }>;
export interface Contract {
  paths: Record<string, Operations>;
  components: { schemas: object };
}

export interface Call {
  /** As the contract names it, such as `GET /api/articles/page/{slug}`. */
  name: string;
  /** Below the newsroom's address. */
  path: string;
  status: number;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The contract lets answers grow; a test wants to hear of what it does not name. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const made = Object.fromEntries(Object.entries(schema).map(([key, each]) => [key, closed(each)]));
  const isObject = 'properties' in made && !('additionalProperties' in made);
  return isObject ? { ...made, additionalProperties: false } : made;
};

/**
 * @param url of the newsroom
 * @param contract what it answered as its `openapi.json`
 */
export const createChecker = (url: string, contract: Contract) => {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  ajv.addSchema({ $id: 'contract', components: closed(contract.components) as object });
  const spoken = new Set<string>();

  const problemsOf = (schema: object, value: unknown): unknown => {
    const local = JSON.stringify(schema).replaceAll('"#/components', '"contract#/components');
    const validate = ajv.compile(closed(JSON.parse(local)) as object);
    return validate(value) ? [] : validate.errors;
  };

  /** Makes a call as a page of another origin does, and holds the answer against the contract. */
  const check = async ({ name, path, status, token, body, headers }: Call) => {
    const [method, where] = name.split(' ') as [string, string];
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        Origin: 'https://reader.example',
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const call = `${name} ${path}`;
    expect([call, response.status, status >= 400 ? text : '']).toEqual([
      call,
      status,
      status >= 400 ? expect.any(String) : '',
    ]);
    const said = contract.paths[where]?.[method.toLowerCase()]?.responses[status];
    expect([call, status, said]).toEqual([call, status, expect.anything()]);
    spoken.add(`${name} ${status}`);
    for (const header of Object.keys(said!.headers ?? {}))
      expect([call, header, response.headers.get(header)]).toEqual([
        call,
        header,
        expect.any(String),
      ]);
    expect([call, response.headers.get('access-control-allow-origin')]).toEqual([
      call,
      expect.stringMatching(/^(\*|https:\/\/reader\.example)$/),
    ]);
    const type = response.headers.get('content-type')?.replace(/;.*/, '');
    if (!said!.content) return { text, headers: response.headers, type, body: null };
    expect([call, Object.keys(said!.content)]).toEqual([call, [type]]);
    const { schema } = said!.content[type!]!;
    const isText = (schema as { type?: string }).type === 'string';
    const read: unknown = isText ? text : JSON.parse(text);
    expect([call, problemsOf(schema, read)]).toEqual([call, []]);
    if (status >= 400) expect(read).toMatchObject({ data: null, error: { status } });
    return { text, headers: response.headers, type, body: read };
  };

  return {
    check,
    /** What the contract promises and no call has heard yet: `GET /api/… 200`. */
    unheard: (): string[] =>
      Object.entries(contract.paths)
        .flatMap(([where, operations]) =>
          Object.entries(operations).flatMap(([method, { responses }]) =>
            Object.keys(responses).map((status) => `${method.toUpperCase()} ${where} ${status}`),
          ),
        )
        .filter((each) => !spoken.has(each)),
  };
};
