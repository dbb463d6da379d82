/**
 * Series in Whisper files below a data folder, laid out as carbon lays them out. Metric names become file paths here and
 * nowhere else, and files become names of the index; nothing else knows of files, headers and folders.
 */
package plumbago.carbon.storage.whisper;
