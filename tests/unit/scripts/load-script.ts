import path from 'node:path';

/**
 * The scripts are plain JavaScript (they run before anything is installed or compiled). A path
 * that the compiler cannot know gives a module of type any.
 */
export const loadScript = (file: string) => import(path.resolve(__dirname, '../../..', file));
