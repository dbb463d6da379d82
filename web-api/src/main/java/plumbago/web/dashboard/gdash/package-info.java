/**
 * Dashboards of GDash, read from the folder that it had them in: graphs are described in a language that was Ruby, and is
 * read as data here. Nothing of it is ever run; what is more than a description is left out and noted.
 */
package plumbago.web.dashboard.gdash;
