/**
 * What the user has written, as far as it does not matter what it is about: settings in sections, each declared once by the
 * part that acts on it, ini files as Python reads them, and files of rules that are read again when they change.
 */
package plumbago.base.config;
