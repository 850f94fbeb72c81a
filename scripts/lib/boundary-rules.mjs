/** Who may import whom. `why` is what the breaker of a rule reads. Paths are relative to the repository. */

/** Modules in the order in which they may use each other: one knows nothing of those after it. So the graph has no circle. */
const order = [
  'workspaces',
  'customers',
  'interactions',
  'intake',
  'recordings',
  'hooks',
  'visits',
  'attribution',
  'numbers',
  'messaging',
  'chat',
  'callbacks',
  'deals',
  'crm',
  'calls',
  'classification',
  'ratings',
  'quality',
  'notifications',
]

const isTest = (path) =>
  /^e2e\/|\.test\.tsx?$|\/test-[^/]+\.tsx?$|\/testing\.ts$|^platform\/(web\/)?testing\//.test(path)
const isScreen = (path) => /^(app|platform|modules\/[^/]+)\/web\//.test(path) && !/^platform\/web\/build\//.test(path)
// The plugins of the build stand beside the screens but run in node.
const runsInNode = (path) => /-plugin\.ts$/.test(path)
const moduleOf = (path) => /^modules\/([^/]+)\//.exec(path)?.[1]
const within =
  (...folders) =>
  (path) =>
    folders.some((folder) => path.startsWith(`${folder}/`))
const isDoor = (path) => /^modules\/[^/]+\/(web\/)?(index|contract|rules)\.tsx?$/.test(path)
const rank = (path) => order.indexOf(moduleOf(path) ?? '')

/** Each `forbids` gets one import: {from, to, type: whether it brings types alone}. `to` is a path of ours or a package's name. */
export const rules = [
  {
    name: 'kernel touches nothing',
    why: 'kernel is used by everyone, the browser included, so it may know nobody: move the code to platform or to the module that it is about.',
    forbids: ({ from, to }) => within('kernel')(from) && within('platform', 'modules', 'app')(to),
  },
  {
    name: 'platform knows no capability',
    why: 'platform is the outside world for every module: what it needs of one it takes as an argument. Only platform/testing builds the whole application.',
    forbids: ({ from, to }) => within('platform')(from) && !isTest(from) && within('modules', 'app')(to),
  },
  {
    name: 'modules know no app',
    why: 'app puts modules together; a module that needs something of it takes it as an argument of createX().',
    forbids: ({ from, to }) => within('modules')(from) && !isTest(from) && within('app')(to),
  },
  {
    name: 'modules have doors',
    why: 'Another module is used through index.ts, contract.ts, rules.ts or web/index.ts alone: export there what you need, or it is not meant for you.',
    forbids: ({ from, to }) =>
      moduleOf(to) !== undefined &&
      moduleOf(from) !== moduleOf(to) &&
      !isDoor(to) &&
      !isTest(from) &&
      // A bench measures one statement of a module at a time.
      !within('bench')(from),
  },
  {
    name: 'lower modules know no higher ones',
    why: `A module uses only those before it: ${order.join(', ')}. When two need each other, the lower one takes a function or a projection as an argument, or publishes an event.`,
    forbids: ({ from, to }) => rank(from) >= 0 && rank(to) > rank(from) && !isTest(from),
  },
  {
    name: 'every module has its place',
    why: 'Name the new module in `order` of scripts/lib/boundary-rules.mjs: after all that it uses, before all that use it.',
    forbids: ({ from }) => moduleOf(from) !== undefined && rank(from) < 0,
  },
  {
    name: 'screens know no server',
    why: 'Code under web/ runs in a browser: it sees kernel, web/ folders, and contract.ts and rules.ts of modules. Ask the server through the API.',
    forbids: ({ from, to }) =>
      isScreen(from) &&
      !isTest(from) &&
      !runsInNode(from) &&
      within('platform', 'modules', 'app')(to) &&
      !isScreen(to) &&
      !/(^app\/|\/)(contract|rules)\.ts$/.test(to),
  },
  {
    name: 'contracts are types in screens',
    why: 'Use import type: a contract’s values bring zod and every schema into the browser. Values that screens need belong to rules.ts or kernel.',
    forbids: ({ from, to, type }) =>
      isScreen(from) && !isTest(from) && !runsInNode(from) && !type && /\/contract\.ts$|^zod$/.test(to),
  },
  {
    name: 'screens use no node',
    why: 'There is no node in a browser.',
    forbids: ({ from, to }) => isScreen(from) && !isTest(from) && !runsInNode(from) && to.startsWith('node:'),
  },
  {
    name: 'the server knows no screens',
    why: 'The server must run without the browser’s code: move what both need to rules.ts or kernel.',
    forbids: ({ from, to }) =>
      within('app', 'modules', 'platform', 'kernel')(from) && !isScreen(from) && !isTest(from) && isScreen(to),
  },
  {
    name: 'tests stay tests',
    why: 'What runs in production may not import what is made for tests.',
    forbids: ({ from, to }) => within('app', 'modules', 'platform', 'kernel')(from) && !isTest(from) && isTest(to),
  },
]
