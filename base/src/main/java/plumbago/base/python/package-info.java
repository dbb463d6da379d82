/**
 * What Python takes a text for: blanks, numbers, regular expressions and replacements. Carbon's configuration files are
 * written in that dialect, and existing files have to mean here what they meant there. Nothing in here knows of
 * metrics, files or settings.
 */
package plumbago.base.python;
