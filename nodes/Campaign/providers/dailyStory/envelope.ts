import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../json';

/** The content of the envelope `{ Status, Message, Response }`, which every answer but that of /about has. */
export function responseOf(answer: unknown): IDataObject | undefined {
	return isObject(answer) && isObject(answer.Response) ? answer.Response : undefined;
}
