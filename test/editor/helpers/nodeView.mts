import type { Locator, Page } from 'playwright-core';
import type { Editor } from './editor.mts';

/** The window of one node: parameters in the middle, output on the right. */
export class NodeWindow {
	private readonly editor: Editor;
	private readonly page: Page;

	private constructor(editor: Editor) {
		this.editor = editor;
		this.page = editor.page;
	}

	static async opened(editor: Editor): Promise<NodeWindow> {
		await editor.part('node-parameters').waitFor();
		return new NodeWindow(editor);
	}

	/** The input of a parameter, by the parameter's own name. */
	input(parameter: string): Locator {
		return this.editor.part(`parameter-input-${parameter}`);
	}

	/** Chooses an option of a list that is a parameter. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.input(parameter).click();
		await this.pick(option);
	}

	/** Resolves when a list that the node loads can be used: until then, the editor ignores clicks and Tab. */
	async loaded(parameter: string): Promise<void> {
		const enabled = this.input(parameter).locator('input:enabled').first();
		await enabled.waitFor({ state: 'attached' });
	}

	/** Chooses an option of a loaded list that takes several, and closes it. */
	async tick(parameter: string, option: string): Promise<void> {
		await this.loaded(parameter);
		await this.input(parameter).click();
		await this.page.getByRole('option').getByText(option, { exact: true }).click();
		await this.page.keyboard.press('Escape');
	}

	/** The options that a list offers, in order. */
	async options(parameter: string): Promise<string[]> {
		await this.input(parameter).click();
		return await this.offered();
	}

	/** The options that a user can add to a collection, in order. */
	async addable(collection: string): Promise<string[]> {
		const item = this.editor.part('parameter-item').filter({
			has: this.page.getByText(collection, { exact: true }),
		});
		const add = item.locator('[data-test-id=collection-parameter-add]');
		const isOnlyOne =
			(await item.locator('button[data-test-id=collection-parameter-add]').count()) > 0;
		await add.click();
		if (!isOnlyOne) return await this.offered();
		// With a single option there is no list: the button adds it.
		const [, ...labels] = await labelsIn(item);
		return labels;
	}

	/** Adds a field to a collection. */
	async add(collection: string, field: string): Promise<void> {
		const item = this.editor.part('parameter-item').filter({
			has: this.page.getByText(collection, { exact: true }),
		});
		await item.locator('[data-test-id=collection-parameter-add]').last().click();
		await this.pick(field);
	}

	/** Adds a row to a list. @param button the words on the list's button */
	async addRow(button: string): Promise<void> {
		await this.editor.part('fixed-collection-add').filter({ hasText: button }).last().click();
	}

	/** Chooses an option of the last list of this name. */
	async chooseLast(parameter: string, option: string): Promise<void> {
		await this.input(parameter).last().click();
		await this.pick(option);
	}

	/** Types into a text field. Of several with this name, into the last one. */
	async fill(parameter: string, text: string): Promise<void> {
		await this.input(parameter).last().locator('input, textarea').last().fill(text);
	}

	/** Chooses the credential of this name. */
	async chooseCredential(name: string): Promise<void> {
		await this.editor.part('node-credentials-select').click();
		await this.pick(name);
	}

	/**
	 * Sets credential, provider and operation.
	 *
	 * The credential first: if it changes while a list loads with another one, the editor does not load the list again.
	 */
	async setUp(provider: string, credential: string, operation: string): Promise<void> {
		await this.chooseCredential(credential);
		await this.choose('provider', provider);
		await this.choose('operation', operation);
	}

	/** The labels of the visible fields, in order. */
	async fields(): Promise<string[]> {
		return await labelsIn(this.editor.part('node-parameters'));
	}

	/** The notices among the fields. */
	async notices(): Promise<string[]> {
		const texts = await this.editor.part('node-parameters').locator('.notice').allInnerTexts();
		return texts.map((text) => text.trim());
	}

	/**
	 * Runs this node and what comes before it; resolves when its output, or its error, is shown.
	 *
	 * @param button the words on the button, which come back when n8n is done
	 */
	async execute(button = 'Execute step'): Promise<void> {
		await this.editor.part('node-execute-button').click();
		await this.editor
			.part('node-run-status-success')
			.or(this.editor.part('node-error-message'))
			.first()
			.waitFor();
		await this.editor.part('node-execute-button').getByText(button).waitFor();
	}

	/**
	 * Listens for a test event; resolves when its output is shown.
	 *
	 * @param happen makes the event happen, once the trigger listens
	 */
	async listen(happen: () => Promise<void>): Promise<void> {
		const button = this.editor.part('node-execute-button');
		await button.click();
		// While it listens, the button that was clicked may be gone.
		await this.editor.page.getByText('Stop Listening').first().waitFor();
		await happen();
		await this.editor.part('node-run-status-success').first().waitFor();
	}

	/** The output as the table shows it: its header, then the rows. */
	async table(): Promise<string[][]> {
		const output = this.editor.part('output-panel');
		await output.locator('[data-test-id=radio-button-table]').click();
		await output.locator('td').first().waitFor();
		return await output
			.locator('tr')
			.evaluateAll((rows) =>
				rows.map((row) =>
					[...row.querySelectorAll('th, td')].map((it) => it.textContent?.trim() ?? ''),
				),
			);
	}

	/** Opens the list of a resource locator; resolves with its entries, when there are some. */
	async openList(): Promise<Locator> {
		await this.editor.part('rlc-input').last().click();
		const entries = this.editor.part('rlc-item');
		await entries.first().waitFor();
		return entries;
	}

	/** Opens the list of the resource locator with this name; resolves with the names of its entries, in order. */
	async listed(parameter: string): Promise<string[]> {
		const input = this.input(parameter).last();
		await input.locator('[data-test-id=rlc-input]').click();
		const entries = this.editor.part('rlc-item');
		await entries.first().waitFor();
		const texts = await entries.allInnerTexts();
		return texts.map((text) => text.split('\n')[0]?.trim() ?? '');
	}

	/** Chooses an entry of the open list of a resource locator. */
	async pickListed(name: string): Promise<void> {
		await this.editor.part('rlc-item').getByText(name, { exact: true }).click();
	}

	/** Scrolls the open list to its end, again for each page that loads; resolves when it has `count` entries. */
	async scrollList(count: number): Promise<void> {
		const entries = this.editor.part('rlc-item');
		for (let shown = await entries.count(); shown < count; shown = await entries.count()) {
			await entries.last().scrollIntoViewIfNeeded();
			await entries.nth(shown).waitFor();
		}
	}

	/** Types into the open or closed list; resolves with the entry of that name. The chosen one stays in the list. */
	async searchList(name: string): Promise<Locator> {
		const search = this.page.locator(
			'input[data-test-id=rlc-search], [data-test-id=rlc-search] input',
		);
		if (!(await search.isVisible())) await this.openList();
		await search.fill(name);
		const found = this.editor.part('rlc-item').getByText(name, { exact: true });
		await found.waitFor();
		return found;
	}

	/** The text of the output panel. */
	async outputText(): Promise<string> {
		return await this.editor.part('output-panel').innerText();
	}

	async close(): Promise<void> {
		await this.editor.part('ndv-close-button').click();
		await this.editor.part('node-parameters').waitFor({ state: 'hidden' });
	}

	private async pick(option: string): Promise<void> {
		const found = this.page
			.getByRole('option')
			.filter({ has: this.page.getByText(option, { exact: true }) });
		await found.click();
		await found.waitFor({ state: 'hidden' });
	}

	/** The options of the list that is open, which is closed again. */
	private async offered(): Promise<string[]> {
		const options = this.page.getByRole('option');
		await options.first().waitFor();
		const texts = await options.allInnerTexts();
		await this.page.keyboard.press('Escape');
		await options.first().waitFor({ state: 'hidden' });
		return texts.map((text) => text.split('\n')[0]?.trim() ?? '');
	}
}

/** The labels of the fields within `where` that are shown, in order. */
async function labelsIn(where: Locator): Promise<string[]> {
	const labels = where.locator('[data-test-id=input-label] label').filter({ visible: true });
	const texts = await labels.allInnerTexts();
	return texts.map(
		(text) =>
			text
				.split('\n')[0]
				?.replace(/\s*\*$/, '')
				.trim() ?? '',
	);
}
