namespace Hindcast.Simulation.Fleets;

/// <summary>A fleet as it is written; names in the file are in kebab-case. docs/simulation.md explains each.</summary>
internal sealed class FleetDocument
{
    public int Schema { get; set; } = 1;

    public string Id { get; set; } = "";

    public string Title { get; set; } = "";

    /// <summary>Organisations, each with one server.</summary>
    public int Organisations { get; set; }

    /// <summary>How many groups there are of each actor. Organisations that one group enters see the same addresses, agents and keys.</summary>
    public int Groups { get; set; } = 1;

    public List<WeightedDocument> Countries { get; set; } = [];

    public List<WeightedDocument> Sectors { get; set; } = [];

    /// <summary>Mailbox owners.</summary>
    public List<WeightedDocument> Sizes { get; set; } = [];

    /// <summary>When updates are installed: a time or range, <c>as-written</c> by the scenario, or <c>never</c>.</summary>
    public List<WeightedDocument> Patched { get; set; } = [];

    public List<WeightedDocument> HttpproxyQuotaMb { get; set; } = [];

    /// <summary>Ids of scenarios in the folder above the fleet's.</summary>
    public List<WeightedDocument> Scenarios { get; set; } = [];
}

internal sealed class WeightedDocument
{
    public string Value { get; set; } = "";

    /// <summary>How often it is drawn, against the others.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>Of a scenario: how many groups there are of its actors, where the fleet's number does not fit; 0 for the fleet's.</summary>
    public int Groups { get; set; }
}
