import { openEmbeddedStore } from '../support/embedded-store.ts';
import { itEndsWithTheLastSettings } from '../support/generations-property.ts';

itEndsWithTheLastSettings('the embedded database', openEmbeddedStore, 4);
