/**
 * What changes metrics over HTTP, for those who are allowed to: everything under {@code /admin}, and the metadata under
 * {@code /metrics}.
 */
package plumbago.web.housekeeping;
