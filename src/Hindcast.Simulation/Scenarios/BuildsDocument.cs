namespace Hindcast.Simulation.Scenarios;

/// <summary>Knowledge/builds.yml as it is written.</summary>
internal sealed class BuildsDocument
{
    public List<string> Levels { get; set; } = [];

    public List<ProductDocument> Products { get; set; } = [];

    public List<FlawDocument> Flaws { get; set; } = [];
}

internal sealed class ProductDocument
{
    public string Id { get; set; } = "";

    public string Build { get; set; } = "";

    /// <summary>The level that the cumulative update has from the start.</summary>
    public string? Includes { get; set; }

    public Dictionary<string, string> Updates { get; set; } = [];
}

internal sealed class FlawDocument
{
    public string Id { get; set; } = "";

    public string FixedIn { get; set; } = "";

    public string Campaign { get; set; } = "";
}
