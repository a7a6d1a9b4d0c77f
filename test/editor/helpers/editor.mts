import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { sandboxFolder } from '../../../sandbox/n8n/folders.mts';
import { OWNER } from '../../e2e/helpers/world.mts';
import { browserProgram, HOW_TO_GET_A_BROWSER } from './browser.mts';
import { NodeWindow } from './nodeView.mts';

/** How long one thing may take to appear, in milliseconds. */
const PATIENCE_MS = 30_000;

/** What Chromium needs as root, and what keeps it on this machine. */
const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** The folder for screenshots: with `npm run screenshots` that of the README, otherwise one that git ignores. */
const pictures = process.env.SCREENSHOTS ?? join(sandboxFolder, 'screenshots');

/** n8n's editor in a browser window of 1280×720, used as users use it. */
export class Editor {
	readonly page: Page;
	private readonly browser: Browser;
	private readonly address: string;

	private constructor(browser: Browser, page: Page, address: string) {
		this.browser = browser;
		this.page = page;
		this.address = address;
	}

	/** Starts a browser and logs in as the owner of the n8n at `address`. */
	static async open(address: string): Promise<Editor> {
		if (browserProgram === undefined) throw new Error(HOW_TO_GET_A_BROWSER);
		const browser = await chromium.launch({ executablePath: browserProgram, args: ARGUMENTS });
		const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
		page.setDefaultTimeout(PATIENCE_MS);
		const editor = new Editor(browser, page, address);
		await page.goto(`${address}/signin`);
		await page.locator('[name=emailOrLdapLoginId]').fill(OWNER.email);
		await page.locator('[name=password]').fill(OWNER.password);
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/home\//);
		return editor;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	/** The visible elements with this test ID. */
	part(testId: string): Locator {
		return this.page.locator(`[data-test-id="${testId}"]`).filter({ visible: true });
	}

	/** An empty workflow. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.address}/workflow/new`);
		await this.part('canvas-add-button').waitFor();
	}

	/** A stored workflow, when all its nodes are drawn. */
	async openWorkflow(id: string, nodeCount: number): Promise<void> {
		await this.page.goto(`${this.address}/workflow/${id}`);
		await this.part('canvas-node')
			.nth(nodeCount - 1)
			.waitFor();
	}

	/** The titles and subtitles of the nodes on the canvas. */
	async nodeTexts(): Promise<string[]> {
		return await this.part('canvas-node').allInnerTexts();
	}

	/** Opens the panel of nodes and searches it; resolves when `expected` is among the names found. */
	async searchNodes(words: string, expected: string): Promise<string[]> {
		const search = this.page.locator('input[data-test-id=node-creator-search-bar]');
		if (!(await search.isVisible())) await this.part('node-creator-plus-button').click();
		await search.fill(words);
		const names = this.part('node-creator-item-name');
		await names.getByText(expected, { exact: true }).first().waitFor();
		return (await names.allInnerTexts()).map((name) => name.trim());
	}

	/** Opens the actions of a node in the list of nodes; resolves with the entry of one of them. */
	private async findAction(node: string, action: string): Promise<Locator> {
		await this.searchNodes(node, node);
		const names = this.part('node-creator-item-name');
		await names.getByText(node, { exact: true }).click();
		// Folded in a workflow that has no trigger yet.
		const actions = this.part('node-creator-category-item').getByText(/^Actions/);
		await actions.waitFor();
		const wanted = names.getByText(action, { exact: true });
		if (!(await wanted.isVisible())) await actions.click();
		await wanted.waitFor();
		return wanted;
	}

	/** The actions of a node from one of them on, in order. */
	async actionsFrom(node: string, action: string): Promise<string[]> {
		await this.findAction(node, action);
		const names = await this.part('node-creator-item-name').allInnerTexts();
		const trimmed = names.map((name) => name.trim());
		return trimmed.slice(trimmed.indexOf(action));
	}

	/** Adds a node by one of its actions; resolves with its open window. */
	async addAction(node: string, action: string): Promise<NodeWindow> {
		await (await this.findAction(node, action)).click();
		return await NodeWindow.opened(this);
	}

	/** Opens a node of the canvas by its name. */
	async openNode(name: string): Promise<NodeWindow> {
		await this.part('canvas-node').filter({ hasText: name }).first().dblclick();
		return await NodeWindow.opened(this);
	}

	/** Presses the down key until the entry of a node's actions that has the focus is `name`. */
	async moveDownTo(name: string): Promise<void> {
		const active = this.page.locator(
			'[class*="_category_"][class*="_active_"], [data-keyboard-nav-type="action"][class*="_active_"]',
		);
		for (let at = await active.innerText(); at.trim() !== name; at = await active.innerText()) {
			await this.page.keyboard.press('ArrowDown');
			await active.filter({ hasNotText: at.trim() }).waitFor();
		}
	}

	/** The parameters whose inputs get the focus within this many presses of Tab. */
	async reachedByTab(presses: number): Promise<string[]> {
		const reached = new Set<string>();
		for (let press = 0; press < presses; press++) {
			await this.page.keyboard.press('Tab');
			const name = await this.page.evaluate(
				() =>
					document.activeElement
						?.closest(
							'[data-test-id^="parameter-input-"]:not([data-test-id="parameter-input-field"])',
						)
						?.getAttribute('data-test-id') ?? '',
			);
			if (name !== '') reached.add(name.replace('parameter-input-', ''));
		}
		return [...reached];
	}

	/** A picture of the window, or of a part of it, as <name>.png; n8n's messages are closed first. */
	async picture(name: string, what: Page | Locator = this.page): Promise<void> {
		const message = this.page.locator('.el-notification');
		while ((await message.count()) > 0) {
			await message.first().locator('.el-notification__closeBtn').click();
			await message.first().waitFor({ state: 'detached' });
		}
		mkdirSync(pictures, { recursive: true });
		await what.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
	}
}
