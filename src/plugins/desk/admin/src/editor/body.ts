import type { Node } from 'prosemirror-model';
import type { DeskBody, DeskSection } from '../../../server/src/contracts';
import { bullet, heading, lead, schema, standfirst, title } from './schema';

const textOf = (text: string) => (text === '' ? null : schema.text(text));

/** An empty section lead gets no block: it is offered where the writer presses Enter. */
export const toDoc = (body: DeskBody): Node =>
  schema.nodes.doc.create(null, [
    title.create(null, textOf(body.title)),
    standfirst.create(null, textOf(body.lead)),
    ...body.sections.flatMap((section) => [
      heading.create({ id: section.id }, textOf(section.heading)),
      ...(section.lead === '' ? [] : [lead.create(null, textOf(section.lead))]),
      ...section.bullets.map(({ id, text }) => bullet.create({ id }, textOf(text))),
    ]),
  ]);

/** Takes a valid document, as `normalise` keeps it. */
export const toBody = (doc: Node): DeskBody => {
  const sections: DeskSection[] = [];
  doc.forEach((node) => {
    const text = node.textContent;
    const section = sections.at(-1);
    if (node.type === heading) {
      sections.push({ id: node.attrs.id as string, heading: text, lead: '', bullets: [] });
    } else if (node.type === lead && section) section.lead = text;
    else if (node.type === bullet && section) {
      section.bullets.push({ id: node.attrs.id as string, text });
    }
  });
  return { title: doc.child(0).textContent, lead: doc.child(1).textContent, sections };
};

export const sameBody = (a: DeskBody, b: DeskBody): boolean =>
  a.title === b.title &&
  a.lead === b.lead &&
  a.sections.length === b.sections.length &&
  a.sections.every((one, i) => {
    const other = b.sections[i]!;
    return (
      one.id === other.id &&
      one.heading === other.heading &&
      one.lead === other.lead &&
      one.bullets.length === other.bullets.length &&
      one.bullets.every(
        (own, j) => own.id === other.bullets[j]!.id && own.text === other.bullets[j]!.text,
      )
    );
  });
