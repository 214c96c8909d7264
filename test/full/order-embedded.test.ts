import { openEmbeddedStore } from '../support/embedded-store.ts';
import { itKeepsTheOrderProperty } from '../support/order-property.ts';

itKeepsTheOrderProperty('the embedded database', openEmbeddedStore, 60);
