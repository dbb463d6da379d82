/**
 * What the process knows of itself, for people and for the page that shows it: everything under {@code /server}. Only reads, and
 * counts nothing itself. What is in an answer is bounded.
 */
package plumbago.web.server;
