/**
 * The accounts: how many points were received, stored, and dropped for which reason, so that at any time received = stored
 * + queued + dropped. Counts; who reads them decides how they are shown.
 */
package plumbago.carbon.stats;
