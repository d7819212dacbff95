import type { ComponentType } from 'react';

/** What a panel beside the text is told. */
export interface PanelProps {
  documentId: string;
  /** Grows with every save; a panel that shows what depends on the text reads anew. */
  version: number;
  /** Changes when readers get another text. */
  published: string;
}

export interface DeskPanel {
  id: string;
  title: { id: string; defaultMessage: string };
  /** Who may see it: any of these actions. */
  actions: readonly string[];
  Component: ComponentType<PanelProps>;
}

/** What is told after a publish, such as whether the page is live. */
export interface DeskNote {
  id: string;
  actions: readonly string[];
  Component: ComponentType<{ documentId: string }>;
}

const panels: DeskPanel[] = [];
const notes: DeskNote[] = [];

/**
 * The Desk's seams for other plugins, as `app.getPlugin('desk').apis`: without those plugins nothing is
 * missing.
 */
export const apis = {
  addPanel: (panel: DeskPanel): void => {
    panels.push(panel);
  },
  addNote: (note: DeskNote): void => {
    notes.push(note);
  },
};
export type DeskApis = typeof apis;

export const addedPanels = (): readonly DeskPanel[] => panels;
export const addedNotes = (): readonly DeskNote[] => notes;
