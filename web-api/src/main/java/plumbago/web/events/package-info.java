/** Everything under {@code /events}. What is kept, and how, is {@code plumbago.carbon.events}. */
package plumbago.web.events;
