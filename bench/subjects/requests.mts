import type { IDataObject } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import type { Task } from './subject.mts';

/** Asks for JSON. */
export type Get = (url: string, headers: Record<string, string>) => Promise<unknown>;

/** The requests of Get Many, one after the other; whoever sends them. */
export async function readAll({ provider, address }: Task, get: Get): Promise<IDataObject[]> {
	if (provider === 'smartlead') {
		return (await get(
			`${address}/api/v1/campaigns?api_key=${keys.smartlead}`,
			{},
		)) as IDataObject[];
	}
	const all: IDataObject[] = [];
	let url: string | null = `${address}/api/v2/campaigns.json`;
	while (url !== null) {
		const page = await get(url, { Authorization: `Token ${keys.rapidPro}` });
		const { next, results } = page as { next: string | null; results: IDataObject[] };
		for (const campaign of results) all.push(campaign);
		url = next;
	}
	return all;
}
