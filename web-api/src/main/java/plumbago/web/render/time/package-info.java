/** Graphite's way of writing points in time ({@code noon_yesterday}) and lengths of time ({@code 1h30min}). */
package plumbago.web.render.time;
