// Every provider. A new one is one line here; registry.ts makes the list that all others read.
export { dailyStory } from './dailyStory';
export { falconyte } from './falconyte';
export { inbox } from './inbox';
export { rapidPro } from './rapidPro';
export { smartlead } from './smartlead';
