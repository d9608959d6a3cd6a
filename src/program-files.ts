// Finds the built programs of child processes, and what browsers get with the pages: beside the bundle that runs, in the tree of
// modules that runs or, for tests that run the sources, in the bundle.

export type ChildProgram = 'verify' | 'workbook';

export function builtProgram(name: ChildProgram): URL {
  const here = import.meta.url;
  const isBundle = /\/dist\/programs\/[^/]+$/.test(here);
  const isSource = here.endsWith('.ts');
  const way = isBundle ? `./${name}.js` : isSource ? `../dist/programs/${name}.js` : `../workers/${name}.js`;
  return new URL(way, here);
}

/** In no tree of modules: it is made for browsers. */
export function builtForPages(name: string): URL {
  const here = import.meta.url;
  const isBundle = /\/dist\/programs\/[^/]+$/.test(here);
  const isSource = here.endsWith('.ts');
  const way = isBundle ? './pages/' : isSource ? '../dist/programs/pages/' : '../programs/pages/';
  return new URL(`${way}${name}`, here);
}
