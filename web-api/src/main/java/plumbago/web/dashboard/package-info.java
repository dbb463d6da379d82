/**
 * Dashboards as graphite-web's composer saves them, with its templates: names with a text of JSON each, kept in records of
 * the state folder or as files of a folder that people keep under version control. What is on them is known to the page
 * that draws them alone; those of GDash, which {@code gdash} reads, stand beside them.
 */
package plumbago.web.dashboard;
