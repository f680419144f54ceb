import('./chunks/main-h-L80-6K.mjs');
