import type { IDataObject } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import type { Task } from './subject.mts';

/** Sends a GET request and returns the decoded JSON. */
export type Get = (url: string, headers: Record<string, string>) => Promise<unknown>;

/** Sends the same requests as Get Many, one after the other. */
export async function readAll({ provider, address }: Task, get: Get): Promise<IDataObject[]> {
	if (provider === 'smartlead') {
		const url = `${address}/api/v1/campaigns?api_key=${keys.smartlead}`;
		return (await get(url, {})) as IDataObject[];
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
