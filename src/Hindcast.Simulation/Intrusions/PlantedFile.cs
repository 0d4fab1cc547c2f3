namespace Hindcast.Simulation.Intrusions;

/// <summary>A file that somebody put on the server.</summary>
internal sealed class PlantedFile
{
    /// <summary>Path below the evidence.</summary>
    internal required string Path { get; init; }

    internal required string Kind { get; init; }

    /// <summary>How it is called; "" when it can't be.</summary>
    internal required string Url { get; init; }

    internal required byte[] Content { get; init; }

    internal required long WrittenTicks { get; init; }

    /// <summary>The step that placed it, or -1.</summary>
    internal int Step { get; init; } = -1;

    /// <summary>The hash that listings give it, where the content here only stands for a file that was published; else null.</summary>
    internal string? Sha256 { get; init; }

    internal long? RemovedTicks { get; set; }
}
