/** The Elasticsearch framework's tick: {@link org.mesoselk.scheduler.core.elasticsearch.ElasticsearchCore} lists its steps. */
package org.mesoselk.scheduler.core.elasticsearch;
