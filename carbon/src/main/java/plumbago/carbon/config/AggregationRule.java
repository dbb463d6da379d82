package plumbago.carbon.config;

import plumbago.base.config.Place;
import plumbago.base.python.PythonPattern;
import plumbago.carbon.storage.AggregationMethod;

/**
 * How finer points of metrics become coarser ones: one section of storage-aggregation.conf.
 *
 * @param name the section's name
 * @param pattern what metric names are searched for
 * @param xFilesFactor share of finer points, 0 to 1, that must be known for a coarser one to be made
 * @param method what is made of them
 * @param place where the section stands
 */
public record AggregationRule(
        String name, PythonPattern pattern, double xFilesFactor, AggregationMethod method, Place place) {}
