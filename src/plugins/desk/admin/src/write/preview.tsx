import { useEffect, useRef, useState } from 'react';
import { Box, Flex, IconButton, Loader, Typography } from '@strapi/design-system';
import { ArrowClockwise, Monitor, Phone } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { DeskCover, DeskText } from '../../../server/src/contracts';
import { ARTICLE_UID } from '../config';
import { Problem } from '../problem';
import { fetchBelow, fetchPreviewUrl, renderPreview } from '../saving/transport';
import { useText } from '../text';

/** The newsroom's own preview page; a frontend that takes its place loads anew when a save is told. */
const OWN_PAGE = '/api/desk/preview/';
/** A pause in typing, ms: each look costs the server a page. */
const FOLLOW_AFTER = 300;
const PHONE = 390;
const DESKTOP = 1180;

const Frame = styled.iframe`
  border: 0;
  background: #fff;
  transform-origin: 0 0;
  display: block;
`;
const Stage = styled(Box)`
  position: relative;
  overflow: hidden;
  height: calc(100vh - 22rem);
  min-height: 36rem;
`;

interface PreviewProps {
  documentId: string;
  text: DeskText;
  cover: DeskCover | null;
  version: number;
}

/** The page as its readers will see it, following what is typed. */
export const Preview = ({ documentId, text: written, cover, version }: PreviewProps) => {
  const text = useText();
  const { locale } = useIntl();
  const [device, setDevice] = useState<'phone' | 'desktop'>('phone');
  const [url, setUrl] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  /** Why the page does not follow what is typed; null while it does. */
  const [unfollowed, setUnfollowed] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const [below, setBelow] = useState<Awaited<ReturnType<typeof fetchBelow>>>([]);
  const [room, setRoom] = useState(0);
  const stage = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const isStored = version > 0;
  const isOwn = url !== null && new URL(url, location.href).pathname.startsWith(OWN_PAGE);

  useEffect(() => {
    if (!isStored) return;
    let isHere = true;
    setProblem(null);
    Promise.all([fetchPreviewUrl(ARTICLE_UID, documentId), fetchBelow(documentId)])
      .then(([address, list]) => {
        if (!isHere) return;
        const at = address === null ? null : new URL(address, location.href);
        // The admin may be open under another name of the same server.
        setUrl(at && at.pathname.startsWith(OWN_PAGE) ? at.pathname + at.search : address);
        setBelow(list);
      })
      .catch((error: unknown) => isHere && setProblem(error));
    return () => {
      isHere = false;
    };
  }, [documentId, isStored, round]);

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setRoom(entry?.contentRect.width ?? 0));
    if (stage.current) observer.observe(stage.current);
    return () => observer.disconnect();
  }, []);

  // An answer may be overtaken by the one to a later letter, and is none any more then.
  const asked = useRef(0);
  const answered = useRef(0);
  const follow = useRef<() => void>(() => undefined);
  follow.current = () => {
    if (!isOwn) return;
    const look = ++asked.current;
    const settle = (failure: unknown, html?: string): void => {
      if (look < answered.current) return;
      answered.current = look;
      setUnfollowed(failure);
      if (html !== undefined)
        frame.current?.contentWindow?.postMessage(
          { type: 'newsroom:draft', html },
          location.origin,
        );
    };
    void renderPreview({ text: written, cover, recentNews: below, locale }).then(
      (html) => settle(null, html),
      (failure: unknown) => settle(failure),
    );
  };
  useEffect(() => {
    const timer = setTimeout(() => follow.current(), FOLLOW_AFTER);
    return () => clearTimeout(timer);
  }, [written, cover, below, isOwn]);

  useEffect(() => {
    if (isOwn || url === null) return;
    // Strapi's own word for "read the draft again".
    frame.current?.contentWindow?.postMessage({ type: 'strapiUpdate' }, new URL(url).origin);
  }, [version, isOwn, url]);

  const shownProblem = problem ?? unfollowed;
  const width = device === 'phone' ? PHONE : DESKTOP;
  const scale = room === 0 ? 1 : Math.min(1, room / width);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex justifyContent="space-between" gap={2}>
        <Flex gap={1} role="group" aria-label={text('write.preview.width')}>
          <IconButton
            label={text('write.preview.phone')}
            aria-pressed={device === 'phone'}
            variant={device === 'phone' ? 'secondary' : 'ghost'}
            onClick={() => setDevice('phone')}
          >
            <Phone />
          </IconButton>
          <IconButton
            label={text('write.preview.desktop')}
            aria-pressed={device === 'desktop'}
            variant={device === 'desktop' ? 'secondary' : 'ghost'}
            onClick={() => setDevice('desktop')}
          >
            <Monitor />
          </IconButton>
        </Flex>
        <IconButton
          label={text('write.preview.again')}
          variant="ghost"
          onClick={() => setRound((n) => n + 1)}
        >
          <ArrowClockwise />
        </IconButton>
      </Flex>
      {shownProblem !== null && <Problem error={shownProblem} />}
      <Stage ref={stage} hasRadius borderColor="neutral200">
        {!isStored ? (
          <Typography variant="pi" textColor="neutral600" padding={4} tag="p">
            {text('write.preview.unsaved')}
          </Typography>
        ) : url === null ? (
          problem === null && <Loader small>{text('write.preview.loading')}</Loader>
        ) : (
          <Frame
            key={round}
            ref={frame}
            src={url}
            title={text('write.preview.title')}
            sandbox="allow-scripts allow-same-origin"
            onLoad={() => follow.current()}
            style={{
              width,
              height: `${100 / scale}%`,
              transform: `scale(${scale})`,
              marginInline: device === 'phone' && scale === 1 ? 'auto' : 0,
            }}
          />
        )}
      </Stage>
    </Flex>
  );
};
