// What the rest of the project may use of the pretend service.

export type { LoggedCall } from './call-log.js';
export type { Customer } from './customer.js';
export { DEMO_CREDENTIALS, OTHER_ACCOUNT } from './credentials.js';
export { generatePeople, MIXES, peopleCsv, POPULATION, type Mix, type PeopleOptions } from './people.js';
export { answerAbout, checkCharacterOf } from './person-rule.js';
export { startSimulator, type Simulator, type SimulatorOptions } from './server.js';
export { DEFAULT_SETTINGS, parsePatch, type Settings, type SettingsPatch } from './settings.js';
