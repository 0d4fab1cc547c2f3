using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Replay;

/// <summary>When one kind of oddness first spoke.</summary>
/// <param name="Family">The kind.</param>
/// <param name="Day">The first day with an item that it is part of; null when there is none.</param>
/// <param name="Item">That item.</param>
/// <param name="Matter">The first day with such an item at rows or addresses that findings lead to today; null when there is none.</param>
public sealed record ReplayFamily(UnusualFamily Family, DateOnly? Day, string? Item, DateOnly? Matter);
