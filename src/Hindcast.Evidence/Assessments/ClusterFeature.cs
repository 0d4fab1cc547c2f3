namespace Hindcast.Evidence.Assessments;

/// <summary>Something that an operator can be told by.</summary>
/// <param name="Kind"><c>address</c>, <c>user-agent</c>, <c>page</c>, <c>page-key</c>, <c>command</c>, <c>file</c>, <c>account</c>.</param>
/// <param name="Value">The value. Untrusted.</param>
/// <param name="Common">True when many unrelated operators share it, so that it tells nothing by itself.</param>
/// <param name="Claims">Ids of observations that show it, at most 20.</param>
public sealed record ClusterFeature(string Kind, string Value, bool Common, IReadOnlyList<string> Claims);
