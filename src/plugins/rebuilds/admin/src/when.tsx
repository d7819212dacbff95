import { useRelativeTime, useTimes } from './times';

/** How long ago or how soon; its tooltip is the time itself. */
export const When = ({ iso }: { iso: string }) => {
  const { at } = useTimes();
  const relative = useRelativeTime(iso);
  return (
    <time dateTime={iso} title={at(iso)}>
      {relative}
    </time>
  );
};
