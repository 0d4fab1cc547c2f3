using Hindcast.Evidence;

namespace Hindcast.Simulation.Scenarios;

/// <summary>What comes with the program: builds with the flaws they have, and habits of intruders.</summary>
internal sealed class SimulationKnowledge
{
    private readonly BuildsDocument _builds = Read<BuildsDocument>("builds.yml");
    private readonly List<ActorDocument> _actors = Read<List<ActorDocument>>("actors.yml");

    private SimulationKnowledge()
    {
    }

    internal static SimulationKnowledge Instance { get; } = new();

    internal IReadOnlyList<FlawDocument> Flaws => _builds.Flaws;

    internal IReadOnlyList<ProductDocument> Products => _builds.Products;

    internal IReadOnlyList<ActorDocument> Actors => _actors;

    internal ProductDocument Product(string id) =>
        _builds.Products.Find(p => p.Id == id) ?? throw new FormatException($"product '{id}' is not in builds.yml");

    internal ActorDocument Actor(string id) =>
        _actors.Find(a => a.Id == id) ?? throw new FormatException($"actor '{id}' is not in actors.yml");

    /// <summary>Rank of a level; -1 for none.</summary>
    internal int Level(string? level)
    {
        int rank = level is null ? -1 : _builds.Levels.IndexOf(level);
        return rank >= 0 || level is null ? rank : throw new FormatException($"level '{level}' is not in builds.yml");
    }

    internal static BuildNumber Build(string text) =>
        BuildNumber.TryParse(text, out BuildNumber build) ? build : throw new FormatException($"'{text}' is no build");

    private static T Read<T>(string name)
        where T : class
    {
        using StreamReader reader = new(typeof(SimulationKnowledge).Assembly.GetManifestResourceStream(name)!);
        return Scenario.Yaml<T>(reader.ReadToEnd(), name);
    }
}
