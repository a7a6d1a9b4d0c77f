import axios from 'axios';
import { keys } from '../../sandbox/api/keys.mts';
import { readAll } from './requests.mts';
import type { Subject } from './subject.mts';
import { timed } from './subject.mts';

interface DailyStoryCampaign {
	Response: { campaign: { name: string; status: string } };
}

/** The requests of Get Many, their answers decoded and kept: the floor. */
export const axiosList: Subject = async (task) => async () => {
	const get = async (url: string, headers: Record<string, string>) =>
		(await axios.get<unknown>(url, { headers })).data;
	const { value, ms } = await timed(async () => await readAll(task, get));
	return { count: value.length, ms };
};

/** The requests of Change Status on DailyStory, as many side by side. */
export const axiosStatus: Subject = async ({ address, ids = [], atOnce = 1 }) => {
	const headers = { Authorization: `Bearer ${keys.dailyStory}` };
	const change = async (id: string): Promise<string> => {
		const url = `${address}/api/v1/campaign`;
		const read = async () =>
			(await axios.get<DailyStoryCampaign>(`${url}/${id}`, { headers })).data.Response.campaign;
		const { name } = await read();
		await axios.post(url, { campaignId: Number(id), name, status: 'Active' }, { headers });
		return (await read()).status;
	};
	return async () => {
		const waiting = [...ids];
		let count = 0;
		const { ms } = await timed(async () => {
			const takeItems = async () => {
				for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
					if ((await change(id)) === 'Active') count++;
				}
			};
			await Promise.all(Array.from({ length: atOnce }, takeItems));
		});
		return { count, ms };
	};
};
