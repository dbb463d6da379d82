/**
 * How a series with tags is written: its one spelling, and the places under which its file may lie. Which names can be
 * metrics at all is decided in storage, and which are taken by the rules.
 */
package plumbago.carbon.name;
