using Hindcast.Evidence;

namespace Hindcast.Analysis.Exposure;

/// <summary>One row of the build table.</summary>
/// <param name="Build">The build.</param>
/// <param name="Name">Its name.</param>
/// <param name="Product">The product, such as "Exchange 2016".</param>
/// <param name="Released">When it came out; null when the day is not known.</param>
/// <param name="Fixes">Vulnerabilities that it is the first to fix in its branch.</param>
public sealed record BuildEntry(
    BuildNumber Build, string Name, string Product, DateOnly? Released, IReadOnlyList<string> Fixes)
{
    /// <summary>What came with this very build, such as a backdoor: later builds of its branch need not have it.</summary>
    public IReadOnlyList<string> Brings { get; init; } = [];
}
