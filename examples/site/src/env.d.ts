/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    newsroom: import('./newsroom').Newsroom;
    /** Months that have stories, newest first. The build server knows them; see `middleware.ts`. */
    months(): Promise<import('./months').Month[]>;
  }
}
