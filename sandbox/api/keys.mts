/** The key that each service accepts unless it is started with another one. Invented, in the service's own format. */
export const keys = {
	dailyStory: 'sandboxDailyStoryNotARealToken-us-1',
	falconyte: 'fy_sandbox_not_a_real_team_key',
	inbox: 'inbox_sandbox_not_a_real_token',
	rapidPro: 'SANDBOXSANDBOXSANDBOXSANDBOXSANDBOX00001',
	smartlead: '00000000-5a4d-4b0c-8000-00000sandbox_fake000',
} as const;

/** The user's email address. RapidPro also accepts HTTP Basic with this address and the token. */
export const rapidProEmail = 'editor@sandbox.example';

/** A valid RapidPro token whose user has lost the role that the API requires. */
export const rapidProDemotedKey = 'SANDBOXSANDBOXSANDBOXSANDBOXSANDBOX00002';

/** The signing secret that Inbox's app shows for a webhook. */
export const inboxWebhookSecret = 'inbox_whsec_sandbox_not_a_real_secret';
