/**
 * Dashboards as graphite-web's composer saves them: names with a text of JSON each, a file for each in the state folder.
 * What is on them is known to the page that draws them alone.
 */
package plumbago.web.dashboard;
