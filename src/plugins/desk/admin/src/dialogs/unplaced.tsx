import {
  Box,
  Button,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { useText, type Text } from '../text';
import {
  dropRest,
  placeAt,
  placesOf,
  undecided,
  type Place,
  type PlacementState,
} from './paste-placement';

const nameOf = (text: Text, place: Place, { page }: PlacementState): string => {
  if (place === 'lead' || place === 'section' || place === 'drop')
    return text(`dialogs.place.${place}`);
  const [kind, index] = place.split(':') as ['bullet' | 'sectionLead', string];
  const number = Number(index) + 1;
  const heading = page.text.sections[Number(index)]?.heading.trim();
  const section = heading
    ? text('dialogs.place.named', { number, heading })
    : text('dialogs.place.numbered', { number });
  return text(`dialogs.place.${kind}`, { section });
};

interface UnplacedTextsProps {
  state: PlacementState;
  onChange: (state: PlacementState) => void;
}

/** What found no place on its own: a person says where each goes. */
export const UnplacedTexts = ({ state, onChange }: UnplacedTextsProps) => {
  const text = useText();
  const left = undecided(state);
  if (state.unplaced.length === 0) return null;
  const places = placesOf(state);
  return (
    <Box background="warning100" borderColor="warning200" hasRadius padding={4}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography fontWeight="bold" tag="h3" aria-live="polite">
          {left > 0
            ? text('dialogs.pasted.undecided', { count: left })
            : text('dialogs.pasted.decided')}
        </Typography>
        {state.unplaced.map(({ line, text: words, place }, i) => (
          <Flex key={i} direction="column" alignItems="stretch" gap={1}>
            <Typography>
              <Typography textColor="neutral600">
                {text('dialogs.pasted.line', { line })}{' '}
              </Typography>
              {words}
            </Typography>
            <SingleSelect
              size="S"
              aria-label={text('dialogs.pasted.where', { words })}
              placeholder={text('dialogs.pasted.choose')}
              value={place}
              onChange={(value) => onChange(placeAt(state, i, value as Place))}
            >
              {places.map((value) => (
                <SingleSelectOption key={value} value={value}>
                  {nameOf(text, value, state)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Flex>
        ))}
        <div>
          <Button
            size="S"
            variant="tertiary"
            disabled={left === 0}
            onClick={() => onChange(dropRest(state))}
          >
            {text('dialogs.pasted.dropRest')}
          </Button>
        </div>
      </Flex>
    </Box>
  );
};
