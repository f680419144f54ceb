import('./chunks/main-B4STX9Dn.mjs');
