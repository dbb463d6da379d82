/**
 * The way of a render without HTTP: from a typed request over the reading of series and the functions to series and
 * warnings, within limits of time, memory, series and points. Knows neither parameters nor answers' formats, so that
 * whoever wants series of targets can have them.
 */
package plumbago.web.render.service;
