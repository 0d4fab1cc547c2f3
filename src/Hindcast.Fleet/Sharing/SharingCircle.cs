using Hindcast.Reports.Sharing;

namespace Hindcast.Fleet.Sharing;

/// <summary>A collection of shared intelligence: one for each level of TLP that is shared with many.</summary>
/// <param name="Level">The level: nothing in it is more closed.</param>
/// <param name="Id">Its id, the same everywhere.</param>
public sealed record SharingCircle(TlpLevel Level, string Id)
{
    /// <summary>All collections, the most open first. What is red is for named people and in none.</summary>
    public static IReadOnlyList<SharingCircle> All { get; } =
    [
        .. new[] { TlpLevel.Clear, TlpLevel.Green, TlpLevel.Amber, TlpLevel.AmberStrict }
            .Select(level => new SharingCircle(level, NamedUuid.Create(NamedUuid.Hindcast, $"collection/{TlpLabel.Word(level)}").ToString("D"))),
    ];
}
