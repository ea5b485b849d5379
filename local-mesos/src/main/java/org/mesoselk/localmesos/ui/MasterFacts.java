package org.mesoselk.localmesos.ui;

import java.util.List;
import java.util.Optional;

/** What a leading master knows, for its pages. One moment's truth: asked on the master's own thread. */
public interface MasterFacts {

    ClusterView cluster();

    Slice<AgentView> agents(int offset);

    Optional<AgentView> agent(String id);

    /** All that are known, completed ones last. */
    List<FrameworkView> frameworks();

    Optional<FrameworkView> framework(String id);

    /** Completed ones with the newest first. */
    Slice<TaskView> tasks(TaskQuery query);

    Slice<OfferView> offers(int offset);

    List<RoleView> roles();
}
