import type { Shape } from '../contract/shape';
import { boolean, either, list, number, object, text, time, words } from '../shared/shapes';

/** Documented as a number; a sibling call answered a text in 2020. */
const id = either(number, text);

/**
 * A campaign as it is read. The documentation does not show one: the fields are those that a write takes, so a difference
 * here says what the service really returns.
 */
const campaign = object(
	{
		name: text,
		description: text,
		campaignType: words('Conversion', 'Transactional', 'Nurture', 'Broadcast'),
		status: words('Active', 'Paused', 'Archived', 'Deleted'),
		utmCampaign: text,
		segments: list(id),
		subscriber_preferences: list(id),
		allow_autopause: boolean,
		workflowBehavior: words('All', 'Match', 'None'),
		cost: number,
		costPeriod: words('None', 'OneTime', 'Daily', 'Weekly', 'Monthly', 'Yearly'),
		isNotifyNewLead: boolean,
		notificationRecipients: list(text),
		isAutoQualifyNewLead: boolean,
		conversionGoals: object({
			enabled: boolean,
			suspects: number,
			mcls: number,
			mqls: number,
			sqls: number,
		}),
		campaignId: id,
	},
	{},
);

/** The envelope of every answer. `Code` is in some samples of 2020; `Message` is only filled when something failed. */
function envelope(response: Shape): Shape {
	return object({ Status: boolean, Response: response }, { Message: text, Code: number });
}

/** The one call whose envelope may differ. */
export const about = envelope(
	object({ timestamp: time, tenant: text, uid: text, dataCenter: text }),
);

export const campaignList = envelope(object({ campaigns: list(campaign) }));

/** Which fields a segment has is not documented. */
export const segmentList = envelope(object({ segments: list(object({ id, name: text })) }));

export const oneCampaign = envelope(object({ campaign, id }));

/** A write answers nothing but the ID. */
export const written = envelope(object({ id }));

export const refusal = envelope(object({}));
