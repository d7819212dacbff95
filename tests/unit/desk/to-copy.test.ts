import { toCopy } from '../../../src/plugins/desk/admin/src/write/to-copy';
import { details, deskText, section } from './dialogs/pages';

const nameOf = (field: string): string => field.toUpperCase();

test('all words of an article, as a page that can be pasted again', () => {
  const text = deskText({
    title: 'Title',
    lead: 'Lead.',
    sections: [
      section('a', 'One', 'First.', { a1: 'x', a2: 'y' }),
      section('b', '', '', { b1: 'z' }),
    ],
    details: details({ byline: 'By Ada', topics: 'coast', slug: 'title', coverCredit: 'Bo' }),
  });
  expect(toCopy(text, nameOf)).toBe(
    '# Title\n\nLead.\n\n## One\n\nFirst.\n\n- x\n- y\n\n- z\n\nBYLINE: By Ada\nCOVERCREDIT: Bo',
  );
  expect(toCopy(deskText(), nameOf)).toBe('');
});
