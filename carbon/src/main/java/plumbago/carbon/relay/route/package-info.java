/**
 * Which destinations a metric goes to, by its name alone, as carbon's relay and carbon-c-relay choose: the parsing of
 * DESTINATIONS, relay-rules.conf, and the hash rings. What is sent, and when, is not known here.
 */
package plumbago.carbon.relay.route;
