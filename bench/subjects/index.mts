import type { Subject } from './subject.mts';

/** Each subject imports only the modules it needs, because they count towards its memory. */
const subjects = {
	axiosList: async () => (await import('./axios.mts')).axiosList,
	axiosStatus: async () => (await import('./axios.mts')).axiosStatus,
	campaignCreate: async () => (await import('./campaign.mts')).campaignCreate,
	campaignList: async () => (await import('./campaign.mts')).campaignList,
	campaignStatus: async () => (await import('./campaign.mts')).campaignStatus,
	changedPoll: async () => (await import('./campaign.mts')).poll,
	helperList: async () => (await import('./helper.mts')).helperList,
	httpRequestList: async () => (await import('./httpRequest.mts')).httpRequestList,
	leadAdd: async () => (await import('./campaign.mts')).leadAdd,
	poll: async () => (await import('./campaign.mts')).poll,
} satisfies Record<string, () => Promise<Subject>>;

/** The names of the subjects. */
export type SubjectName = keyof typeof subjects;

/** @throws Error if there is no subject of this name */
export async function subjectOf(name: string): Promise<Subject> {
	if (!Object.hasOwn(subjects, name)) throw new Error(`There is no subject named ${name}.`);
	return await subjects[name as SubjectName]();
}
