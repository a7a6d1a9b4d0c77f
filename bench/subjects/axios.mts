import axios, { type AxiosRequestConfig } from 'axios';
import { keys } from '../../sandbox/api/keys.mts';
import type { Subject, Task } from './subject.mts';
import { timed } from './subject.mts';

interface RapidProPage {
	next: string | null;
	results: object[];
}

interface DailyStoryCampaign {
	Response: { campaign: { name: string; status: string } };
}

/** The requests of Get Many, their answers decoded and kept: the floor. */
export const axiosList: Subject = async (task) => async () => {
	const { value, ms } = await timed(async () => await listOf(task));
	return { count: value.length, ms };
};

async function listOf({ provider, address }: Task): Promise<object[]> {
	if (provider === 'smartlead') {
		const url = `${address}/api/v1/campaigns?api_key=${keys.smartlead}`;
		return (await axios.get<object[]>(url)).data;
	}
	const all: object[] = [];
	const options: AxiosRequestConfig = { headers: { Authorization: `Token ${keys.rapidPro}` } };
	let url: string | null = `${address}/api/v2/campaigns.json`;
	while (url !== null) {
		const { data }: { data: RapidProPage } = await axios.get<RapidProPage>(url, options);
		for (const campaign of data.results) all.push(campaign);
		url = data.next;
	}
	return all;
}

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
