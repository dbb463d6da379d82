/** The way of a question: the HTTP server, assembled. The parts live in the packages below. Never writes points. */
package plumbago.web;
