namespace Hindcast.Sigma.Conditions;

/// <summary>An aggregation in the old notation: <c>| count(field) by group &gt; 5</c>.</summary>
/// <param name="Function">count, sum, avg, min, max or near, in lower case.</param>
/// <param name="Field">The field in the brackets; empty when there is none.</param>
/// <param name="GroupBy">The fields after <c>by</c>.</param>
/// <param name="Comparison">The comparison sign.</param>
/// <param name="Limit">The number after it.</param>
internal sealed record SigmaAggregation(
    string Function, string Field, IReadOnlyList<string> GroupBy, string Comparison, string Limit);
