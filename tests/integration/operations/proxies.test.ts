import { startNewsroom, type Newsroom } from '../harness';

/** Strapi allows so many logins of one account from one address in five minutes. */
const ALLOWED = 5;

let newsroom: Newsroom;
beforeAll(async () => {
  process.env.TRUST_PROXY = '1';
  process.env.ADMIN_RATE_LIMIT = 'true';
  newsroom = await startNewsroom();
}, 120_000);
afterAll(async () => {
  delete process.env.TRUST_PROXY;
  delete process.env.ADMIN_RATE_LIMIT;
  await newsroom?.stop();
});

const logIn = async (forwardedFor: string): Promise<number> => {
  const { status } = await fetch(`${newsroom.url}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor },
    body: JSON.stringify({ email: 'editor@newsroom.example', password: 'Guessed-1' }),
  });
  return status;
};

test('who guesses passwords cannot make up a new address for each guess', async () => {
  const guesses: number[] = [];
  // The proxy adds the address that the guesser really has.
  for (let i = 0; i <= ALLOWED; i++) guesses.push(await logIn(`10.0.0.${i}, 203.0.113.7`));
  expect(guesses).toEqual([...Array(ALLOWED).fill(400), 429]);
  expect(await logIn('203.0.113.8')).toBe(400);
});
