/**
 * The addresses of registrations whose answer was lost, in this process. What a failed hook method stored does not always
 * reach the method that cleans up after it: n8n's older engine reads the workflow anew in between.
 */
const addresses = new Set<string>();

/** More than any n8n publishes at once. */
const maxAddresses = 1_000;

/** Notes that the answer to a registration of this address is awaited. */
export function awaitAnswer(address: string): void {
	if (addresses.size < maxAddresses) addresses.add(address);
}

/** Notes that it is known what became of the registration. */
export function settleAnswer(address: string): void {
	addresses.delete(address);
}

/** Whether the service may have a hook with this address of which nothing is stored. */
export function isAnswerLost(address: string): boolean {
	return addresses.has(address);
}
