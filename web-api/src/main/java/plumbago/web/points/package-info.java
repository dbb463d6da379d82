/**
 * The listener for points on the web port. Decodes what was posted and gives it to {@code plumbago.carbon.receiver}; knows
 * no queues and no files.
 */
package plumbago.web.points;
