namespace Hindcast.Engine.Import;

/// <summary>The pack that is made of indicators.</summary>
public sealed record ImportedPack
{
    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The day on which the list was published.</summary>
    public required DateOnly Published { get; init; }

    /// <summary>Names of the lists.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
}
