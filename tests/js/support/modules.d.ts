// The simulator's source is checked by its own project, with other settings; `simulator.ts` has the types that these tests use.
declare module 'genesys-cloud-simulator';
declare module 'genesys-cloud-simulator/in-page';
