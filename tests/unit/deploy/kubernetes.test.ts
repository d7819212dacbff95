/** The manifests of deploy/kubernetes agree with one another and with the newsroom. */
import fs from 'node:fs';
import path from 'node:path';
import { readEnvironment, readReaderEnvironment } from '../../../src/environment';
import {
  allOf,
  knownVariables,
  readEnv,
  readText,
  readYaml,
  root,
  type Manifest,
} from './manifests';

const FOLDER = 'kubernetes';
const files = fs
  .readdirSync(path.join(root, 'deploy', FOLDER))
  .filter((name) => name.endsWith('.yaml'));
const [kustomization] = readYaml(`${FOLDER}/kustomization.yaml`) as [Manifest];
const manifests = files
  .filter((name) => name !== 'kustomization.yaml')
  .flatMap((name) => readYaml(`${FOLDER}/${name}`));
const named = (kind: string): Map<string, Manifest> =>
  new Map(manifests.filter((each) => each.kind === kind).map((each) => [each.metadata.name, each]));
const deployments = [...named('Deployment').values()];
const withPods = [...deployments, ...named('StatefulSet').values(), ...named('Job').values()];
const podOf = (workload: Manifest) => workload.spec.template;
const containersOf = (workload: Manifest): Manifest[] => podOf(workload).spec.containers;

/** What kustomize makes of files: name → the names in them. */
const generated = (kind: 'configMapGenerator' | 'secretGenerator') =>
  new Map<string, { keys: string[]; values: Record<string, string> }>(
    kustomization[kind].map(({ name, envs = [], files: whole = [] }: Manifest) => {
      // Secrets are filled in by whoever runs it; what is to be filled in stands in the example.
      const values = Object.assign(
        {},
        ...envs.map((file: string) =>
          readEnv(`${FOLDER}/${kind === 'secretGenerator' ? `${file}.example` : file}`),
        ),
      );
      return [name, { keys: [...Object.keys(values), ...whole], values }];
    }),
  );
const configMaps = generated('configMapGenerator');
const secrets = generated('secretGenerator');
// CloudNativePG makes it for the owner of the cluster's database.
const [clusterName] = named('Cluster').keys();
const OWNER = `${clusterName}-app`;
secrets.set(OWNER, { keys: ['username', 'password', 'uri'], values: {} });

/** The environment of a container as the newsroom would find it, secrets made up. */
const environmentOf = (container: Manifest): Record<string, string> => {
  const made: Record<string, string> = {};
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    const { values } = configMapRef
      ? configMaps.get(configMapRef.name)!
      : secrets.get(secretRef.name)!;
    for (const [name, value] of Object.entries(values))
      made[name] = secretRef ? `made-up-${name.toLowerCase()}` : value;
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const given: string =
      value ?? (valueFrom.secretKeyRef.key === 'uri' ? 'postgres://u:p@db/n' : 'p');
    made[name] = given.replace(/\$\((\w+)\)/g, (_all, other: string) => made[other]!);
  }
  return made;
};

it('lists every file, and no other', () => {
  expect(kustomization.resources.toSorted()).toEqual(
    files.filter((name) => name !== 'kustomization.yaml').sort(),
  );
});

it('refers to config maps, secrets and claims that are there, and to keys in them', () => {
  for (const workload of withPods) {
    const maps = [...allOf(workload, 'configMapRef'), ...allOf(workload, 'configMap')];
    for (const { name } of maps) expect([...configMaps.keys()]).toContain(name);
    for (const { name } of allOf(workload, 'secretRef'))
      expect([...secrets.keys()]).toContain(name);
    for (const { name, key } of allOf(workload, 'secretKeyRef'))
      expect([name, secrets.get(name)?.keys.includes(key)]).toEqual([name, true]);
    for (const { claimName } of allOf(workload, 'persistentVolumeClaim'))
      expect([...named('PersistentVolumeClaim').keys()]).toContain(claimName);
    const volumes = (podOf(workload).spec.volumes as Manifest[]).map(({ name }) => name);
    for (const container of containersOf(workload))
      for (const { name } of container.volumeMounts) expect(volumes).toContain(name);
  }
});

it('uses images that are named in one place', () => {
  const images = new Set(kustomization.images.map(({ name }: Manifest) => name));
  for (const container of withPods.flatMap(containersOf)) expect(images).toContain(container.image);
});

it('sets no variable that the newsroom does not know', () => {
  const known = knownVariables();
  for (const container of withPods.flatMap(containersOf)) {
    const text = JSON.stringify(container.env ?? []);
    for (const name of Object.keys(environmentOf(container))) {
      // One that others are put together from is nobody else's.
      if (text.includes(`$(${name})`)) continue;
      expect(known).toContain(name);
    }
  }
});

it('gives every process an environment that it accepts, and readers no secret', () => {
  for (const workload of [...deployments, ...named('Job').values()]) {
    const [container] = containersOf(workload);
    const given: Record<string, string> = {
      ...environmentOf(container),
      NODE_ENV: 'production',
    };
    const role = given.NEWSROOM_ROLE;
    const read = role === 'reader' ? readReaderEnvironment(given) : readEnvironment(given);
    expect(read.role).toBe(role ?? 'all');
    expect(read.database.directUrl).not.toBe(read.database.url);
    if (role === 'reader') {
      const text = JSON.stringify(container);
      for (const name of ['newsroom-secrets', 'newsroom-purge']) expect(text).not.toContain(name);
    }
  }
});

it('reaches the database through the pooler and past it', () => {
  for (const container of [...deployments, ...named('Job').values()].flatMap(containersOf)) {
    const { value } = container.env.find(({ name }: Manifest) => name === 'DATABASE_URL');
    expect([...named('Pooler').keys()]).toContain(
      new URL(value.replace('$(', '').replace(')', '')).hostname,
    );
  }
  for (const pooler of named('Pooler').values()) {
    expect(pooler.spec.cluster.name).toBe(clusterName);
    expect(pooler.spec.pgbouncer.poolMode).toBe('transaction');
  }
});

it('keeps connections within what Postgres has', () => {
  const [cluster] = named('Cluster').values();
  const [pooler] = named('Pooler').values();
  const pooled = pooler.spec.instances * Number(pooler.spec.pgbouncer.parameters.default_pool_size);
  const processes = deployments.reduce(
    // One more of each while it is rolled out.
    (sum, { spec }) => sum + spec.replicas + 1,
    0,
  );
  // Each listens; one at a time boots, with a lock and a pool to make queues.
  const max = Number(cluster.spec.postgresql.parameters.max_connections);
  expect(pooled + processes + 5).toBeLessThan(max);
});

it('acknowledges what one standby at least has got', () => {
  const [cluster] = named('Cluster').values();
  const { method, number, dataDurability } = cluster.spec.postgresql.synchronous;
  expect([method, number, dataDurability]).toEqual(['any', 1, 'required']);
  // One may be away, and publishing goes on.
  expect(cluster.spec.instances).toBeGreaterThan(number + 1);
});

it('asks every process whether it lives and whether it is ready, on ports that it has', () => {
  for (const workload of [...deployments, ...named('StatefulSet').values()]) {
    for (const container of containersOf(workload)) {
      const ports = container.ports.map(({ name }: Manifest) => name);
      for (const probe of [container.livenessProbe, container.readinessProbe]) {
        expect(ports).toContain(probe.httpGet.port);
      }
      if (workload.kind !== 'Deployment') continue;
      expect(container.livenessProbe.httpGet.path).toBe('/_health/live');
      expect(container.readinessProbe.httpGet.path).toBe('/_health/ready');
      expect(container.startupProbe.httpGet.path).toBe('/_health/live');
      const given = environmentOf(container);
      const portOf = (name: string): number =>
        container.ports.find((port: Manifest) => port.name === name).containerPort;
      expect(portOf('metrics')).toBe(Number(given.METRICS_PORT));
      // The image says which; see the Dockerfile.
      expect(fs.readFileSync(path.join(root, 'Dockerfile'), 'utf8')).toContain(
        `PORT=${portOf('http')}`,
      );
    }
  }
});

it('waits longer for a process to end than it takes', () => {
  const [, stoppedWithin] = /STOPPED_WITHIN = ([\d_]+)/.exec(
    fs.readFileSync(path.join(root, 'scripts/start.mjs'), 'utf8'),
  )!;
  for (const workload of deployments) {
    const { STOP_DELAY } = environmentOf(containersOf(workload)[0]);
    expect(podOf(workload).spec.terminationGracePeriodSeconds).toBeGreaterThan(
      Number(STOP_DELAY) + Number(stoppedWithin!.replace('_', '')) / 1000,
    );
  }
});

it('has services, budgets and monitors that find somebody', () => {
  const labels = [...deployments, ...named('StatefulSet').values()].map(
    (workload) => podOf(workload).metadata.labels,
  );
  const finds = (selector: Record<string, string>): boolean =>
    labels.some((each) => Object.entries(selector).every(([name, value]) => each[name] === value));
  for (const { spec } of named('Service').values()) expect(finds(spec.selector)).toBe(true);
  for (const kind of ['PodDisruptionBudget', 'PodMonitor'])
    for (const { spec } of named(kind).values())
      expect(finds(spec.selector.matchLabels)).toBe(true);
  for (const { spec } of named('NetworkPolicy').values())
    expect(finds(spec.podSelector.matchLabels)).toBe(true);
  const budgets = [...named('PodDisruptionBudget').values()].map(
    ({ spec }) => spec.selector.matchLabels,
  );
  for (const workload of [...deployments, ...named('StatefulSet').values()]) {
    expect(workload.spec.selector.matchLabels).toEqual(podOf(workload).metadata.labels);
    expect(budgets).toContainEqual(podOf(workload).metadata.labels);
  }
});

it('lets nobody be root, and gives every container its share', () => {
  for (const workload of withPods) {
    const { securityContext } = podOf(workload).spec;
    expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: expect.any(Number) });
    for (const container of containersOf(workload)) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources).toEqual({
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
    }
  }
});

it('leads the ingress to Varnish, under the name that the newsroom has', () => {
  const [{ spec }] = [...named('Ingress').values()] as [Manifest];
  const { service } = spec.rules[0].http.paths[0].backend;
  const found = named('Service').get(service.name);
  expect(found.spec.ports.map(({ name }: Manifest) => name)).toContain(service.port.name);
  expect(spec.rules[0].host).toBe(
    new URL(configMaps.get('newsroom-settings')!.values.PUBLIC_URL!).hostname,
  );
});

it('starts Varnish as the newsroom needs it, with backends that are services, and purges each of them', () => {
  const [varnish] = named('StatefulSet').values();
  const [container] = containersOf(varnish);
  expect(container.args.join(' ')).toContain('-p http_gzip_support=off');
  const services = named('Service');
  const backends = [
    ...readText(`${FOLDER}/backends.vcl`).matchAll(/\.host = "([^"]+)";\s+\.port = "(\d+)"/g),
  ];
  expect(backends).toHaveLength(2);
  for (const [, host, port] of backends)
    expect(services.get(host!)?.spec.ports[0].port).toBe(Number(port));
  // default.vcl asks for these two, in either place.
  for (const where of [`${FOLDER}/backends.vcl`, 'varnish/backends.vcl'])
    for (const director of ['newsroom', 'readers'])
      expect(readText(where)).toMatch(new RegExp(`new ${director} = directors\\.`));
  const { name } = varnish.metadata;
  expect(varnish.spec.serviceName).toBe(name);
  expect(services.get(name).spec.clusterIP).toBe('None');
  const [{ containerPort }] = container.ports;
  expect(configMaps.get('newsroom-writing')!.values.PURGE_URL!.split(',')).toEqual(
    Array.from(
      { length: varnish.spec.replicas },
      (_each, i) => `http://${name}-${i}.${name}:${containerPort}`,
    ),
  );
});
