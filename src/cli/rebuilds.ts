import { InvalidArgumentError } from 'commander';
import type { Core } from '@strapi/strapi';
import type { Log } from '../plugins/rebuilds/server/src/services/log';
import type { Replays } from '../plugins/rebuilds/server/src/services/replays';
import type { Targets } from '../plugins/rebuilds/server/src/services/targets';
import type { TargetView } from '../plugins/rebuilds/server/src/contracts';
import { withStrapi, type AddCommand } from './context';
import { listen } from './rebuilds-listen';

const service = <Service>(strapi: Core.Strapi, name: string): Service =>
  strapi.plugin('rebuilds').service(name) as Service;

const seconds = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It must be a number of seconds.');
  return value;
};

const port = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('It must be a port from 0 to 65535.');
  return Number(text);
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface AddOptions {
  name?: string;
  kind: string;
  debounce?: number;
  maxWait?: number;
  event?: string[];
}

const lineOf = (target: TargetView): string => {
  const waits =
    target.waitingChanges === 1 ? '1 change waits' : `${target.waitingChanges} changes wait`;
  const next = target.nextAt ? `, next call ${target.nextAt}` : '';
  return `${target.name}  ${target.kind}  ${target.shownUrl}\n  ${target.state}: ${waits}${next}${target.fault ? `\n  ${target.fault}` : ''}`;
};

export const addRebuilds: AddCommand = (program, context, done) => {
  const rebuilds = program
    .command('rebuilds')
    .description('calls that tell sites what to build again');

  rebuilds
    .command('add')
    .argument('<url>', 'where to call')
    .description('adds a target; prints its secret, once')
    .option('--kind <kind>', 'standard, deploy-hook, strapi or next-revalidate', 'standard')
    .option('--name <name>', 'what to call it (default: its host)')
    .option('--debounce <seconds>', 'quiet time before a call', seconds)
    .option('--max-wait <seconds>', 'longest wait while changes go on', seconds)
    .option('--event <kinds...>', 'only these kinds of change, such as article.published')
    .action((url: string, options: AddOptions) =>
      withStrapi(context, async (strapi) => {
        const { secret, id } = await service<Targets>(strapi, 'targets').create({
          url,
          kind: options.kind,
          name: options.name ?? (URL.canParse(url) ? new URL(url).host : url),
          ...(options.debounce !== undefined && { quietSeconds: options.debounce }),
          ...(options.maxWait !== undefined && { maxWaitSeconds: options.maxWait }),
          ...(options.event && { events: options.event }),
        });
        const { name } = await service<Log>(strapi, 'log').target(id);
        process.stderr.write(
          secret
            ? `Added "${name}". This secret is shown once; the receiver checks calls with it:\n`
            : `Added "${name}". Calls of this kind are not signed.\n`,
        );
        if (secret) say(secret);
      }),
    );

  rebuilds
    .command('status')
    .description('targets, what waits for them, and what is wrong; status 1 when something is')
    .option('--json', 'as one JSON text')
    .action(async ({ json = false }: { json?: boolean }) => {
      const { targets } = await withStrapi(context, (strapi) =>
        service<Log>(strapi, 'log').overview(),
      );
      if (json) say(JSON.stringify(targets));
      else if (targets.length === 0) say('No targets yet: newsroom rebuilds add URL');
      else for (const target of targets) say(lineOf(target));
      done(targets.some(({ fault }) => fault !== null) ? 1 : 0);
    });

  rebuilds
    .command('replay')
    .argument('<call>', 'the id of a call (msg_…), as the log and receivers have it')
    .description("sends a call's changes again")
    .option('--since', 'and everything since, as one call', false)
    .action((callId: string, { since }: { since: boolean }) =>
      withStrapi(context, async (strapi) => {
        const replays = service<Replays>(strapi, 'replays');
        if (!since) {
          say(await replays.replayCall(callId));
          return;
        }
        const { targetId } = await service<Log>(strapi, 'log').call(callId);
        const count = await replays.replaySince(targetId, callId);
        process.stderr.write(
          `The next call tells of ${count} ${count === 1 ? 'change' : 'changes'}.\n`,
        );
      }),
    );

  rebuilds
    .command('listen')
    .description(
      'a receiver for trying things out: checks calls and prints them; needs no database',
    )
    .option('--port <port>', 'where to listen, on this machine only', port, 4321)
    .option(
      '--secret <secret>',
      'whsec_… (default: from REBUILDS_SECRET; none: nothing is checked)',
    )
    .action(({ port: wanted, secret }: { port: number; secret?: string }) =>
      listen({ port: wanted, secret: secret ?? process.env.REBUILDS_SECRET }),
    );
};
