import { useState, type ComponentType } from 'react';
import { Box, Button, Field, Flex } from '@strapi/design-system';
import { Image } from '@strapi/icons';
import { useStrapiApp } from '@strapi/strapi/admin';
import type { DeskCover } from '../../../server/src/contracts';
import { useText } from '../text';

/** As much of the media library's dialog as is used here. */
interface MediaDialogProps {
  allowedTypes: string[];
  multiple: boolean;
  onClose: () => void;
  onSelectAssets: (assets: DeskCover[]) => void;
}

interface CoverFieldProps {
  cover: DeskCover | null;
  isFixed: boolean;
  onChange: (cover: DeskCover | null) => void;
}

const asCover = ({ id, name, url, alternativeText, width, height }: DeskCover): DeskCover => ({
  id,
  name,
  url,
  alternativeText: alternativeText ?? null,
  width: width ?? null,
  height: height ?? null,
});

/** The picture above the story, from the media library. */
export const CoverField = ({ cover, isFixed, onChange }: CoverFieldProps) => {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const MediaDialog = useStrapiApp('DeskCover', ({ components }) => components['media-library']) as
    ComponentType<MediaDialogProps> | undefined;
  return (
    <Field.Root data-place="details.cover" width="100%">
      <Field.Label>{text('write.field.cover')}</Field.Label>
      {cover && (
        <Box hasRadius overflow="hidden" marginBottom={2}>
          <img
            src={cover.url}
            alt={cover.alternativeText ?? ''}
            style={{ display: 'block', width: '100%', maxHeight: '16rem', objectFit: 'cover' }}
          />
        </Box>
      )}
      {!isFixed && MediaDialog && (
        <Flex gap={2}>
          <Button variant="tertiary" size="S" startIcon={<Image />} onClick={() => setOpen(true)}>
            {text(cover ? 'write.cover.change' : 'write.cover.add')}
          </Button>
          {cover && (
            <Button variant="tertiary" size="S" onClick={() => onChange(null)}>
              {text('write.cover.remove')}
            </Button>
          )}
        </Flex>
      )}
      {isOpen && MediaDialog && (
        <MediaDialog
          allowedTypes={['images']}
          multiple={false}
          onClose={() => setOpen(false)}
          onSelectAssets={([asset]) => {
            if (asset) onChange(asCover(asset));
            setOpen(false);
          }}
        />
      )}
    </Field.Root>
  );
};
