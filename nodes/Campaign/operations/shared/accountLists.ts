import type { ListOption, OptionList } from '../../providers/contract/optionLists';
import type { Reference } from '../../providers/contract/content';
import { tryApi } from '../../errors';
import type { ApiClient } from '../../transport/client';
import { accountId } from '../../transport/credential';
import { allEntries } from '../../transport/paging';
import type { AccountLists } from './operation';

/** The lists of one run: each is read once for an account. */
export class RunAccountLists implements AccountLists {
	private readonly accounts = new Map<string, Map<OptionList, Promise<ListOption[]>>>();

	async requireReferences(client: ApiClient, references: readonly Reference[]): Promise<void> {
		for (const { values, list, missing } of references) {
			if (values.length === 0) continue;
			const known = new Set((await this.read(client, list)).map(({ value }) => String(value)));
			const unknown = values.filter((value) => !known.has(value));
			if (unknown.length > 0) throw missing(unknown);
		}
	}

	private async read(client: ApiClient, list: OptionList): Promise<ListOption[]> {
		const account = accountId(client.account);
		const lists = this.accounts.get(account) ?? new Map<OptionList, Promise<ListOption[]>>();
		this.accounts.set(account, lists);
		const started = lists.get(list);
		if (started !== undefined) {
			const { value } = await tryApi(started);
			// Every item has its own attempts, and its own error.
			if (value !== undefined) return value;
		}
		const reading = allEntries(client, list);
		lists.set(list, reading);
		return await reading;
	}
}
