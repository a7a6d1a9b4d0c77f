import type { Subject } from './subject.mts';

/** With only the modules that each needs: they are part of its memory. */
const subjects = {
	axiosList: async () => (await import('./axios.mts')).axiosList,
	axiosStatus: async () => (await import('./axios.mts')).axiosStatus,
	busyPoll: async () => (await import('./campaign.mts')).poll,
	campaignCreate: async () => (await import('./campaign.mts')).campaignCreate,
	campaignList: async () => (await import('./campaign.mts')).campaignList,
	campaignStatus: async () => (await import('./campaign.mts')).campaignStatus,
	helperList: async () => (await import('./helper.mts')).helperList,
	httpRequestList: async () => (await import('./httpRequest.mts')).httpRequestList,
	poll: async () => (await import('./campaign.mts')).poll,
} satisfies Record<string, () => Promise<Subject>>;

/** What can be measured. */
export type SubjectName = keyof typeof subjects;

/** @throws Error when there is no such subject */
export async function subjectOf(name: string): Promise<Subject> {
	if (!Object.hasOwn(subjects, name)) throw new Error(`no such subject: ${name}`);
	return await subjects[name as SubjectName]();
}
