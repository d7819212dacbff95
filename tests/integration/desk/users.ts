/** People with roles of their own, to see what each may do. */
import type { Newsroom } from '../harness';

export interface Permission {
  action: string;
  subject?: string | null;
  properties?: { fields?: string[] };
  conditions?: string[];
}

const PASSWORD = 'Correct-horse-7';

export type Ask = (
  method: string,
  path: string,
  data?: unknown,
) => Promise<{ status: number; body: any }>; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers are read field by field in tests

/** Makes a role with these rights and a person who has it; the answer asks the admin's API as that person. */
export const personWith = async (
  newsroom: Newsroom,
  name: string,
  permissions: readonly Permission[],
): Promise<{ ask: Ask; id: number }> => {
  const roles = newsroom.strapi.service('admin::role')!;
  const role = await roles.create({ name: `${name} ${Date.now()}`, description: name });
  await roles.assignPermissions(
    role.id,
    permissions.map((permission) => ({
      subject: null,
      properties: {},
      conditions: [],
      actionParameters: {},
      ...permission,
    })),
  );
  const email = `${name.toLowerCase().replaceAll(/\W+/g, '-')}@newsroom.example`;
  const user = await newsroom.strapi.service('admin::user')!.create({
    email,
    password: PASSWORD,
    firstname: name,
    lastname: 'Tester',
    isActive: true,
    roles: [role.id],
  });
  const login = await fetch(`${newsroom.url}/admin/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { data } = (await login.json()) as { data: { token: string } };
  return {
    id: user.id,
    ask: async (method, path, body) => {
      const answer = await fetch(newsroom.url + path, {
        method,
        headers: {
          Authorization: `Bearer ${data.token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      try {
        return { status: answer.status, body: text ? JSON.parse(text) : null };
      } catch {
        return { status: answer.status, body: text };
      }
    },
  };
};
