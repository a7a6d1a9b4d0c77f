import { json } from '../responses.mts';
import type { Handler } from '../router.mts';
import {
	type FirstGenCampaign,
	inFirstShape,
	isSecondGen,
	type SecondGenCampaign,
	shownSecondGen,
} from './campaign.mts';
import { apiError, notFound } from './errors.mts';
import { cancelBody, leadsBody, leadsIn } from './leads.mts';
import { objectCursorPage, stringCursorPage } from './paging.mts';
import * as requests from './requests.mts';
import { saveRules } from './rules.mts';
import { accountLinks, lists, team } from './seed.mts';
import { sequenceBody, shownSequence } from './sequence.mts';
import { type InboxState, newId } from './state.mts';

const base = '/api/v1';
const v2 = `${base}/campaigns/v2`;

/** @throws HttpError 422 unless the zone is an IANA time zone */
function checkTimezone(zone: string): string {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return zone;
	} catch {
		throw apiError(422, 'VALIDATION_ERROR', `${zone} is not an IANA timezone`);
	}
}

/** The documented response of enable is the whole campaign without its `status`. */
function withoutStatus(campaign: SecondGenCampaign) {
	const { status: _status, ...rest } = shownSecondGen(campaign);
	return rest;
}

/**
 * The campaign calls by route. The two generations do not mix: a campaign is a 404 under the other generation's path
 * and is only in its own generation's list. The lists are not documented (inferred).
 */
export function handlers(state: InboxState): Record<string, Handler> {
	const second = (id: string): SecondGenCampaign => {
		const campaign = state.campaigns.get(id);
		if (!campaign || !isSecondGen(campaign)) throw notFound();
		return campaign;
	};
	const first = (id: string): FirstGenCampaign => {
		const campaign = state.campaigns.get(id);
		if (!campaign || isSecondGen(campaign)) throw notFound();
		return campaign;
	};
	const shownFirst = (id: string): FirstGenCampaign => {
		const campaign = state.campaigns.get(id);
		const isConverted = state.hasOnlyFirstShape && campaign && isSecondGen(campaign);
		return isConverted ? inFirstShape(campaign) : first(id);
	};
	const touch = (campaign: SecondGenCampaign) => {
		campaign.updatedAt = new Date().toISOString();
	};

	return {
		[`GET ${base}/team`]: () => json(200, team),
		[`GET ${base}/account-links`]: () => json(200, accountLinks),
		// Path and response are inferred.
		[`GET ${base}/lists`]: () => json(200, { data: lists, nextCursor: null }),
		[`GET ${base}/events`]: (request) => {
			const { afterSeq, limit } = requests.readQuery(requests.eventsQuery, request);
			return json(200, state.events.after(afterSeq, limit));
		},

		[`GET ${v2}`]: (request) => {
			return stringCursorPage(request, state.byGeneration().second, shownSecondGen);
		},
		[`POST ${v2}`]: (request) => {
			const body = requests.readBody(requests.createBody, request);
			const unknown = body.accountLinkIds.find(
				(id) => !accountLinks.some((link) => link.id === id),
			);
			if (unknown !== undefined) {
				throw apiError(422, 'VALIDATION_ERROR', `Account link ${unknown} does not exist`);
			}
			const zone = checkTimezone(body.timezone ?? body.scheduleTimezone ?? 'UTC');
			const campaign = state.create(body.name, body.accountLinkIds, zone);
			try {
				saveRules(campaign, body.rules ?? {});
			} catch (error) {
				state.campaigns.remove(campaign.id);
				throw error;
			}
			state.events.add('campaign.created', campaign);
			return json(200, shownSecondGen(campaign));
		},
		[`GET ${v2}/:id`]: (_request, id) => {
			if (state.hasOnlyFirstShape) throw notFound();
			return json(200, shownSecondGen(second(id)));
		},

		[`POST ${v2}/:id/enable`]: (request, id) => {
			const campaign = second(id);
			requests.readBody(requests.emptyBody, request);
			// Only documented in general: 409 is a state conflict.
			if (campaign.status === 'completed') {
				throw apiError(409, 'CONFLICT', 'Campaign is already completed');
			}
			const isOnline = accountLinks.some(
				(link) => link.status === 'active' && campaign.accountLinkIds.includes(link.id),
			);
			if (!isOnline) throw apiError(409, 'CONFLICT', 'No linked account of the campaign is active');
			state.setStatus(campaign, 'active');
			return json(200, withoutStatus(campaign));
		},
		// The path is inferred. Disabling any campaign, even a draft, pauses it (documented).
		[`POST ${v2}/:id/disable`]: (request, id) => {
			const campaign = second(id);
			requests.readBody(requests.emptyBody, request);
			state.setStatus(campaign, 'paused');
			return json(200, withoutStatus(campaign));
		},

		[`PATCH ${v2}/:id/rules`]: (request, id) => {
			const campaign = second(id);
			saveRules(campaign, requests.readBody(requests.rulesBody, request));
			touch(campaign);
			return json(200, { success: true });
		},
		[`POST ${v2}/:id/leads`]: (request, id) => {
			const campaign = second(id);
			const leads = leadsIn(requests.readBody(leadsBody, request));
			return json(200, state.addLeads(campaign, leads));
		},
		// The response is not documented: inferred from the rules' one.
		[`POST ${v2}/:id/leads/:id/cancel`]: (request, id, identifier) => {
			const { by, platform } = requests.readBody(cancelBody, request);
			const lead = state.findLead(second(id).id, {
				platform,
				[by]: identifier,
				isCancelled: false,
			});
			if (!lead) throw notFound();
			lead.isCancelled = true;
			return json(200, { success: true });
		},
		[`PUT ${v2}/:id/sequence`]: (request, id) => {
			const campaign = second(id);
			const { steps } = requests.readBody(sequenceBody, request);
			campaign.sequence = {
				version: campaign.sequence.version + 1,
				steps: steps.map((step, rank) => ({ id: newId(), rank, ...step })),
			};
			touch(campaign);
			return json(200, shownSequence(campaign.sequence));
		},

		[`GET ${base}/campaigns`]: (request) => objectCursorPage(request, state.byGeneration().first),
		[`GET ${base}/campaigns/:id`]: (_request, id) => json(200, shownFirst(id)),
		[`POST ${base}/campaigns/:id/pause`]: (_request, id) => {
			const campaign = first(id);
			state.setStatus(campaign, 'paused');
			return json(200, campaign);
		},
	};
}
