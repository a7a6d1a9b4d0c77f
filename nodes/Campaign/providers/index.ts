// One line for each provider. registry.ts makes the list that everything else reads.
export { dailyStory } from './dailyStory';
export { falconyte } from './falconyte';
export { inbox } from './inbox';
export { rapidPro } from './rapidPro';
export { smartlead } from './smartlead';
