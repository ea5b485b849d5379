package org.mesoselk.simulator.scheduler;

import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.elasticsearch.ElasticsearchCore;
import org.mesoselk.scheduler.runtime.Outside;
import org.mesoselk.scheduler.state.Tree;
import org.mesoselk.simulator.zookeeper.Session;

/** What stands around the real parts; a planted fault puts something of its own there. */
public interface Faulty {

    Faulty NOTHING = new Faulty() {};

    /** Made anew for each process. */
    default Core core() {
        return new ElasticsearchCore();
    }

    default Tree tree(Session session) {
        return session;
    }

    default Outside outside(Outside real) {
        return real;
    }
}
