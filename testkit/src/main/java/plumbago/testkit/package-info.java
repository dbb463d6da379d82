/**
 * What tests of several modules share: storages that are no files, the contract that every storage has to meet, and
 * texts that would be scripts. Tests of
 * carbon that need one of these are here too, beside it, since carbon cannot depend on what depends on it. Nothing here is
 * part of the program.
 */
package plumbago.testkit;
