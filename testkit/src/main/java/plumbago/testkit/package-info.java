/**
 * What tests of several modules share: storages that are no files, the contract that every storage has to meet,
 * texts that would be scripts, and somebody whom a relay sends to. Tests of carbon that need one of these are here too, beside it,
 * since carbon cannot depend on what depends on it. Nothing here is part of the program.
 */
package plumbago.testkit;
