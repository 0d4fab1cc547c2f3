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
    internal const string Exchange = "exchange";
    internal const string Orion = "orion";

    public string Id { get; set; } = "";

    public string Build { get; set; } = "";

    /// <summary>exchange or orion.</summary>
    public string Family { get; set; } = Exchange;

    /// <summary>Hash of the file that tells the build, where one was published.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The level that the cumulative update has from the start.</summary>
    public string? Includes { get; set; }

    public Dictionary<string, string> Updates { get; set; } = [];
}

internal sealed class FlawDocument
{
    public string Id { get; set; } = "";

    public string FixedIn { get; set; } = "";

    /// <summary>The family of products that have it.</summary>
    public string Family { get; set; } = ProductDocument.Exchange;

    public string Campaign { get; set; } = "";
}
