/** What changes metrics over HTTP, for those who are allowed to: everything under {@code /admin}. */
package plumbago.web.housekeeping;
