namespace Hindcast.Fleet.Sharing;

/// <summary>Which objects of a collection are asked for.</summary>
public sealed record SharedQuery
{
    /// <summary>Most objects of an answer.</summary>
    public const int MaxLimit = 500;

    /// <summary>Only what was added after this, in microseconds since 1970.</summary>
    public long After { get; init; } = -1;

    /// <summary>Most objects, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Only these ids, when not empty; at most 50.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Only these types, when not empty; at most 50.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary><c>last</c>, <c>first</c>, <c>all</c>, or versions as they are.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [Last];

    /// <summary>Versions of STIX, when not empty; nothing here is of another than <c>2.1</c>.</summary>
    public IReadOnlyList<string> SpecVersions { get; init; } = [];

    /// <summary>Every version of an object.</summary>
    public const string All = "all";

    internal const string Last = "last";
    internal const string First = "first";
    internal const string Spec = "2.1";
}
