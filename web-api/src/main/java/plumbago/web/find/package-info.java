/** Names: what is there to ask for. Everything under {@code /metrics}. */
package plumbago.web.find;
