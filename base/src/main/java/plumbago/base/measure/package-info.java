/**
 * What a process reports of itself: measures, what is wrong at the moment, and how often, and in which words, the log reports
 * what went wrong. And whether work that takes long is still of use.
 */
package plumbago.base.measure;
