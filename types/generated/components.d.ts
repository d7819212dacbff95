import type { Schema, Struct } from '@strapi/strapi';

export interface AuthorLink extends Struct.ComponentSchema {
  collectionName: 'components_author_links';
  info: {
    description: 'Where else an author can be found.';
    displayName: 'Link';
  };
  attributes: {
    label: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 100;
      }>;
    url: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 2000;
      }>;
  };
}

declare module '@strapi/strapi' {
  export namespace Public {
    export interface ComponentSchemas {
      'author.link': AuthorLink;
    }
  }
}
