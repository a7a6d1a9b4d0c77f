import axios from 'axios';
import { keys } from '../../sandbox/api/keys.mts';
import { readAll } from './requests.mts';
import { type Subject, timed } from './subject.mts';

interface CampaignResponse {
	Response: { campaign: { name: string; status: string } };
}

/** The requests of Get Many by axios, with decoded responses. Nothing can be faster. */
export const axiosList: Subject = async (task) => async () => {
	const get = async (url: string, headers: Record<string, string>) =>
		(await axios.get<unknown>(url, { headers })).data;
	const { value, ms } = await timed(async () => await readAll(task, get));
	return { count: value.length, ms };
};

/** The requests of Change Status on DailyStory by axios, as many at once. */
export const axiosStatus: Subject = async ({ address, ids = [], concurrency = 1 }) => {
	const url = `${address}/api/v1/campaign`;
	const headers = { Authorization: `Bearer ${keys.dailyStory}` };
	const read = async (id: string) =>
		(await axios.get<CampaignResponse>(`${url}/${id}`, { headers })).data.Response.campaign;
	const activate = async (id: string): Promise<string> => {
		const { name } = await read(id);
		await axios.post(url, { campaignId: Number(id), name, status: 'Active' }, { headers });
		return (await read(id)).status;
	};
	return async () => {
		const pending = [...ids];
		let count = 0;
		const worker = async () => {
			for (let id = pending.shift(); id !== undefined; id = pending.shift()) {
				if ((await activate(id)) === 'Active') count++;
			}
		};
		const { ms } = await timed(
			async () => await Promise.all(Array.from({ length: concurrency }, worker)),
		);
		return { count, ms };
	};
};
