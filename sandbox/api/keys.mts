/** The one key that each service accepts, unless it is started with another. Shaped like the service's own, made up, worth nothing. */
export const keys = {
	dailyStory: 'sandboxDailyStoryNotARealToken-us-1',
	falconyte: 'fy_sandbox_not_a_real_team_key',
	inbox: 'inbox_sandbox_not_a_real_token',
	rapidPro: 'SANDBOXSANDBOXSANDBOXSANDBOXSANDBOX00001',
	smartlead: '00000000-5a4d-4b0c-8000-00000sandbox_fake000',
} as const;

/** RapidPro accepts HTTP Basic too: the user's e-mail address and the token. */
export const rapidProEmail = 'editor@sandbox.example';

/** A RapidPro token whose user was demoted: known, and refused for lack of permission. */
export const rapidProDemotedKey = 'SANDBOXSANDBOXSANDBOXSANDBOXSANDBOX00002';
